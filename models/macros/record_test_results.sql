{#-
  Keeps what each dbt test of the last build came to, in quality.dbt_test_results: one row a test. It is filled after the last
  model, so a release holds the results of the build before; those of its own build all passed, or it would not exist.
-#}
{% macro create_test_results() -%}
    {% if execute %}
        {% do run_query("create schema if not exists quality") %}
        {% do run_query(
            "create table if not exists quality.dbt_test_results ("
            ~ "build_id varchar, built_at timestamp, test_name varchar, kind varchar, table_name varchar, "
            ~ "column_name varchar, severity varchar, status varchar, failing_rows bigint, message varchar)"
        ) %}
    {% endif %}
{%- endmacro %}

{% macro record_test_results(results) -%}
    {% if execute and flags.WHICH in ('build', 'test') %}
        {% set rows = [] %}
        {% for result in results if result.node.resource_type in ('test', 'unit_test') %}
            {% set node = result.node %}
            {% set is_unit = node.resource_type == 'unit_test' %}
            {% set tested = node.model if is_unit else (node.attached_node or '').split('.')[-1] %}
            {% do rows.append(
                "(" ~ [
                    sql_text(invocation_id), build_time(), sql_text(node.name), sql_text('unit' if is_unit else 'data'),
                    sql_text(tested), "null" if is_unit or not node.column_name else sql_text(node.column_name),
                    sql_text('error' if is_unit else node.config.severity | lower), sql_text(result.status),
                    "null" if result.failures is none else result.failures, sql_text((result.message or '')[:500])
                ] | join(', ') ~ ")"
            ) %}
        {% endfor %}
        {% if rows %}
            {% do run_query("delete from quality.dbt_test_results") %}
            {% do run_query("insert into quality.dbt_test_results values " ~ rows | join(', ')) %}
        {% endif %}
    {% endif %}
{%- endmacro %}
