{%- set rows = dictionary_rows() if execute else [] -%}

with

described (
    table_schema, table_name, column_position, column_name, data_type, description, table_description, grain
) as (

    {% if rows %}
    values
    {% for row in rows -%}
    (
        {%- for value in row -%}
        {{ sql_text(value) if value is string else value }}{{ ', ' if not loop.last }}
        {%- endfor -%}
    ){{ ',' if not loop.last }}
    {% endfor %}
    {% else %}
    -- noqa: disable=LT09
    select '', '', 0, '', '', '', '', '' where false
    -- noqa: enable=LT09
    {% endif %}

)

select
    table_schema,
    table_name,
    column_position::integer as column_position,
    column_name,
    data_type,
    description,
    table_description,
    grain

from described

order by table_schema, table_name, column_position
