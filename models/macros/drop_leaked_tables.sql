{#- dbt-duckdb leaves main."<model>__dbt_tmp<timestamp>" behind after an incremental Python model; take them away. -#}
{% macro drop_leaked_tables() -%}
    {% if execute %}
        {% set found %}
            select table_schema, table_name
            from information_schema.tables
            where table_catalog = current_database() and contains(table_name, '__dbt_tmp')
        {% endset %}
        {% for row in run_query(found).rows %}
            {% do run_query('drop table if exists "' ~ row[0] ~ '"."' ~ row[1] ~ '"') %}
        {% endfor %}
    {% endif %}
{%- endmacro %}
