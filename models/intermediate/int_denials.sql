{{ config(materialized='table') }}

with

denied as (

    {%- for kind, model, subkind, actor1, actor2 in [
        ('event', 'int_event_claims', 'event_type', 'actor1', 'actor2'),
        ('casualty', 'int_casualty_claims', 'measure', 'perpetrator', 'victim_actor'),
    ] %}
    select
        claims.claim_id,
        claims.article_id,
        claims.{{ subkind }} as subkind,
        {{ incident_family('claims.' ~ subkind) }} as family,
        first_actors.bloc as bloc1,
        second_actors.bloc as bloc2,
        {{ place_key('claims') }} as place_key,
        coalesce(claims.date_start, claims.date_end, claims.published) as date_start,
        coalesce(claims.date_end, claims.published) as date_end,
        claims.published,
        {{ asserter('claims', 'texts') }} as asserter

    from {{ ref(model) }} as claims

    inner join {{ ref('int_article_texts') }} as texts on claims.article_id = texts.article_id and not texts.is_reprint

    left join {{ ref('int_actors') }} as first_actors on claims.{{ actor1 }} = first_actors.name

    left join {{ ref('int_actors') }} as second_actors on claims.{{ actor2 }} = second_actors.name

    where claims.set_aside_reason = 'denied'
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- what is denied has been told by somebody: near it in kind, place and time, the nearer in text the better
candidates as (

    select
        denied.claim_id,
        denied.subkind,
        denied.asserter,
        denied.article_id,
        denied.published,
        matched.incident_id,
        case when denied.place_key = told.place_key then 3 else 0 end
        + case when denied.article_id = told.article_id then 2 else 0 end
        + case when denied.subkind = told.subkind then 5 when denied.family = told.family then 1 else 0 end
        + case when denied.date_start <= told.date_end and denied.date_end >= told.date_start then 1 else 0 end as score

    from denied

    inner join {{ ref('int_incident_claims') }} as told
        on
            (denied.place_key = told.place_key or denied.article_id = told.article_id)
            and denied.asserter <> told.asserter
            and (denied.bloc1 = told.bloc1 or denied.bloc1 is null or told.bloc1 is null)
            and (denied.bloc2 = told.bloc2 or denied.bloc2 is null or told.bloc2 is null)
            and (
                denied.family = told.family
                or 'harm' in (denied.family, told.family)
                and (denied.family in {{ violent_families() }} or told.family in {{ violent_families() }})
            )
            and coalesce(told.date_start, told.date_end) <= denied.date_end
            and date_diff('day', coalesce(told.date_end, told.date_start), denied.date_start) <= 7

    inner join {{ ref('int_claims_matched') }} as matched on told.claim_id = matched.claim_id

),

best as (

    select
        claim_id,
        subkind,
        asserter,
        article_id,
        published,
        incident_id,
        max(score) as score

    from candidates

    group by claim_id, subkind, asserter, article_id, published, incident_id

    -- in another place and another kind nothing says that it is this that is denied
    having max(score) >= 4

)

select
    claim_id,
    incident_id,
    subkind,
    asserter,
    article_id,
    published,
    score::integer as score

from best

-- a denial that fits two incidents alike is put against neither
qualify
    score = max(score) over (partition by claim_id)
    and count(*) over (partition by claim_id, score) = 1
