{#- Fails for each row whose columns are not in ascending order; a null is open and breaks no order. -#}
{% test values_in_order(model, columns) %}

select {{ columns | join(', ') }}
from {{ model }}
where false
{%- for smaller in columns %}
{%- for larger in columns[loop.index:] %}
    or {{ smaller }} > {{ larger }}
{%- endfor %}
{%- endfor %}

{% endtest %}
