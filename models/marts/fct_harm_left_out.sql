with

in_incidents as (

    select
        figures.claim_id,
        date_trunc('month', incidents.date_start)::date as month_start,
        incidents.place_id,
        incidents.place,
        figures.measure,
        coalesce(figures.not_best_because, 'counted') as reason

    from {{ ref('int_incident_figures') }} as figures

    inner join {{ ref('fct_incidents') }} as incidents on figures.incident_id = incidents.incident_id

),

-- what a person corrected counts as corrected, what one rejected as told
claims as (

    select
        claim_id,
        article_id,
        subkind as measure,
        scope,
        place_id,
        place,
        date_start,
        date_end,
        false as is_rejected

    from {{ ref('int_corrected_claims') }}

    where kind = 'casualty'

    union all

    select
        told.claim_id,
        told.article_id,
        told.measure,
        told.scope,
        told.place_id,
        told.place,
        told.date_start,
        told.date_end,
        true as is_rejected

    from {{ ref('fct_casualties') }} as told

    anti join {{ ref('int_corrected_claims') }} as corrected on told.claim_id = corrected.claim_id

),

-- what is in no incident: tolls of wider scope, reprints, what a person rejected
in_no_incident as (

    select
        claims.claim_id,
        date_trunc('month', coalesce(claims.date_start, claims.date_end))::date as month_start,
        claims.place_id,
        claims.place,
        claims.measure,
        case
            when texts.is_reprint then 'reprint'
            when claims.is_rejected then 'rejected_by_a_correction'
            else 'toll_of_a_' || claims.scope
        end as reason

    from claims

    inner join {{ ref('int_article_texts') }} as texts on claims.article_id = texts.article_id

    left join in_incidents on claims.claim_id = in_incidents.claim_id

    where in_incidents.claim_id is null

),

set_aside as (

    select
        claim_id,
        date_trunc('month', coalesce(date_start, date_end))::date as month_start,
        place_id,
        place,
        measure,
        'set_aside_' || set_aside_reason as reason

    from {{ ref('int_casualty_claims') }}

    where set_aside_reason is not null

),

all_claims as (

    select * from in_incidents
    union all
    select * from in_no_incident
    union all
    select * from set_aside

)

select
    {{ rollup_key(['month_start', "coalesce(place_id, place, '')", 'measure', 'reason']) }} as rollup_id,
    month_start,
    place_id,
    any_value(place) as place,
    measure,
    reason,
    count(*)::integer as n_claims,
    list(claim_id order by claim_id) as claim_ids

from all_claims

group by month_start, place_id, coalesce(place_id, place, ''), measure, reason

order by month_start, coalesce(place_id, place, ''), measure, reason
