{#- Fails for each row of the source model whose key this model lacks. -#}
{% test every_row_of(model, source_model, key) %}

select source.{{ key }}
from {{ source_model }} as source
left join {{ model }} as tested on source.{{ key }} = tested.{{ key }}
where tested.{{ key }} is null

{% endtest %}
