{#- When this build began, in UTC, as a timestamp literal. -#}
{% macro build_time() -%}
'{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}'::timestamp
{%- endmacro %}
