{{ config(materialized='table') }}

with

claims as (

    select
        matched.incident_id,
        matched.founder_claim_id,
        claims.* replace (list_concat(claims.correction_ids, matched.regrouped_by) as correction_ids),
        texts.is_reprint,
        -- a siege lasts as long as any telling says
        min(claims.looseness) over (partition by matched.incident_id) = claims.looseness or claims.family = 'siege'
            as tells_dates_best

    from {{ ref('int_claims_matched') }} as matched

    inner join {{ ref('int_incident_claims') }} as claims on matched.claim_id = claims.claim_id

    inner join {{ ref('int_article_texts') }} as texts on claims.article_id = texts.article_id

),

-- the type that says most about what happened; of equals, the one told most
types as (

    select
        incident_id,
        subkind as event_type,
        row_number() over (
            partition by incident_id
            order by
                case
                    when subkind = 'territory_captured' then 1
                    when
                        subkind in ('chemical_attack', 'suicide_bombing', 'execution', 'mass_grave', 'assassination')
                        then 2
                    when subkind in ('air_strike', 'bombing', 'siege_imposed', 'siege_broken') then 3
                    when subkind = 'armed_clash' then 4
                    when subkind = 'withdrawal' then 5
                    when subkind in ('attack_on_civilians', 'other_violence') then 8
                    when subkind in ('advance', 'offensive_launched') then 6
                    else 7
                end,
                count(*) desc,
                subkind
        ) as rank

    from claims

    where kind = 'event'

    group by incident_id, subkind

),

places as (

    select
        claims.incident_id,
        claims.place_key as place_id,
        row_number() over (
            partition by claims.incident_id
            order by count(*) desc, places.where_prec nulls last, claims.place_key asc
        ) as rank

    from claims

    inner join {{ ref('dim_place') }} as places on claims.place_key = places.place_id

    group by claims.incident_id, claims.place_key, places.where_prec

),

-- who did it and to whom, and how often it is told
{%- for nth, side in (('first', 1), ('second', 2)) %}
{{ nth }}_told as (

    select
        claims.incident_id,
        claims.actor{{ side }} as actor,
        claims.bloc{{ side }} as bloc,
        count(*) filter (where claims.subkind = types.event_type) as n_of_type,
        count(*) as n_told

    from claims

    left join types on claims.incident_id = types.incident_id and types.rank = 1

    where claims.actor{{ side }} is not null

    group by claims.incident_id, claims.actor{{ side }}, claims.bloc{{ side }}

),

{% endfor %}
-- the names told most, events before figures
first_actors as (

    select
        *,
        row_number() over (partition by incident_id order by n_of_type desc, n_told desc, actor asc) as rank

    from first_told

),

-- "A against B" told beside "B against A" are two sides, not one
second_actors as (

    select
        second_told.*,
        row_number() over (
            partition by second_told.incident_id
            order by second_told.n_of_type desc, second_told.n_told desc, second_told.actor asc
        ) as rank

    from second_told

    left join first_actors on second_told.incident_id = first_actors.incident_id and first_actors.rank = 1

    where second_told.actor is distinct from first_actors.actor

),

told as (

    select distinct
        incident_id,
        text_id

    from claims

),

reprints as (

    select
        told.incident_id,
        count(*) filter (where prints.is_reprint)::integer as n_reprints

    from told

    inner join {{ ref('int_article_texts') }} as prints on told.text_id = prints.text_id

    group by told.incident_id

),

incidents as (

    select
        incident_id,
        any_value(founder_claim_id) as founder_claim_id,
        min(date_start) filter (where tells_dates_best) as date_start,
        max(date_end) filter (where tells_dates_best) as date_end,
        min(looseness) as looseness,
        count(*)::integer as n_claims,
        count(*) filter (where kind = 'event')::integer as n_event_claims,
        count(*) filter (where kind = 'casualty')::integer as n_casualty_claims,
        count(distinct text_id)::integer as n_articles,
        count(distinct asserter) filter (where not is_reprint)::integer as n_independent_sources,
        list(distinct asserter order by asserter) as asserters,
        min(published) as first_told,
        max(published) as last_told,
        arg_min(family, (kind = 'casualty', claim_id)) as family,
        nullif(list_sort(list_distinct(flatten(list(correction_ids)))), []) as correction_ids

    from claims

    group by incident_id

)

select
    incidents.*,
    reprints.n_reprints,
    types.event_type,
    places.place_id,
    first_actors.actor as actor1,
    first_actors.bloc as bloc_a,
    second_actors.actor as actor2,
    second_actors.bloc as bloc_b

from incidents

left join reprints on incidents.incident_id = reprints.incident_id

left join types on incidents.incident_id = types.incident_id and types.rank = 1

left join places on incidents.incident_id = places.incident_id and places.rank = 1

left join first_actors on incidents.incident_id = first_actors.incident_id and first_actors.rank = 1

left join second_actors
    on
        incidents.incident_id = second_actors.incident_id
        and second_actors.rank = 1
