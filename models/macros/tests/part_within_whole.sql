{#- Fails for each part that is larger than the whole it breaks down, is its own whole, or lies in another article. -#}
{% test part_within_whole(model, key, whole_key, low, best, high) %}

select
    parts.{{ key }},
    parts.{{ whole_key }}
from {{ model }} as parts
inner join {{ model }} as wholes on parts.{{ whole_key }} = wholes.{{ key }}
where
    parts.{{ key }} = wholes.{{ key }}
    or parts.article_id <> wholes.article_id
    or coalesce(parts.{{ best }}, parts.{{ low }}) > coalesce(wholes.{{ high }}, wholes.{{ best }})

{% endtest %}
