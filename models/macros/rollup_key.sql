{#- Key of a row that adds up claims or incidents: the columns that tell it from others; what is not stated tells too. -#}
{% macro rollup_key(columns) -%}
'h' || left(sha256(concat_ws(
    chr(31)
    {%- for column in columns %},
    coalesce({{ column }}::varchar, '')
    {%- endfor %}
)), 16)
{%- endmacro %}
