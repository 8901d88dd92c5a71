{#-
  Lists the data tests that this run is to make, in raw.dbt_tests: one row a test. What each of them came to is heard from dbt
  while it runs (python/frontledger/warehouse/dbt_tests.py), so that a release tells how the tests of its own build fared. Unit
  tests are not shown to macros; all there is to tell of one is in its key, which is heard as well.
-#}
{% macro list_dbt_tests() -%}
    {% if execute %}
        {% set rows = [] %}
        {% for test_id in selected_resources if test_id.startswith('test.') %}
            {% set node = graph.nodes[test_id] %}
            {% set tested = (node.attached_node or '').split('.')[-1] %}
            {% do rows.append(
                "(" ~ [
                    sql_text(test_id), sql_text(invocation_id), build_time(), sql_text(node.name), "'data'",
                    sql_text(tested) if tested else "null", sql_text(node.column_name) if node.column_name else "null",
                    sql_text(node.config.severity | lower)
                ] | join(', ') ~ ")"
            ) %}
        {% endfor %}
        {% do run_query("create schema if not exists raw") %}
        {% do run_query(
            "create or replace table raw.dbt_tests ("
            ~ "test_id varchar, build_id varchar, built_at timestamp, test_name varchar, kind varchar, table_name varchar, "
            ~ "column_name varchar, severity varchar)"
        ) %}
        {% if rows %}
            {% do run_query("insert into raw.dbt_tests values " ~ rows | join(', ')) %}
        {% endif %}
    {% endif %}
{%- endmacro %}
