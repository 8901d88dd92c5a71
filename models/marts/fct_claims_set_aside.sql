{%- set kinds = {
    'casualty': 'int_casualty_claims', 'territory': 'int_territory_claims', 'event': 'int_event_claims'
} -%}

with

set_aside as (

    {% for kind, model in kinds.items() %}
    select
        claim_id,
        '{{ kind }}' as kind,
        article_id,
        sentence_id,
        char_start,
        char_end,
        quoted_text,
        modality,
        set_aside_reason as reason,
        place,
        date_start,
        date_end,
        claimed_by_id,
        claimed_by,
        publisher_id,
        published,
        rule_id,
        extractor_version

    from {{ ref(model) }}

    where set_aside_reason is not null
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

)

select * from set_aside

order by article_id, char_start, claim_id
