{#- Fails for each row whose text is null or blank. -#}
{% test text_is_not_empty(model, column_name) %}

select *
from {{ model }}
where coalesce(trim({{ column_name }}), '') = ''

{% endtest %}
