{#- Key of a name that no reference table knows: it stays text, and says so. -#}
{% macro text_key(column) -%}
'text:' || left(sha256({{ column }}), 12)
{%- endmacro %}
