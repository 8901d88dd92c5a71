{#- Rows (table, column, type, description, grain, position) of every described model in the released schemas. -#}
{% macro dictionary_rows() %}
    {%- set rows = [] -%}
    {%- for node in graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') -%}
        {%- if node.schema in ('marts', 'quality') -%}
            {%- for column in node.columns.values() -%}
                {%- do rows.append([
                    node.schema, node.name, loop.index, column.name, column.data_type or '',
                    column.description, node.description, node.config.meta.get('grain', '')
                ]) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(rows | sort) }}
{% endmacro %}

{% macro sql_text(value) -%}
'{{ value | string | trim | replace("'", "''") }}'
{%- endmacro %}
