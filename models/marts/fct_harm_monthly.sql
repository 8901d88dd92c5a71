with

tolls as (

    select
        date_trunc('month', incidents.date_start)::date as month_start,
        incidents.country_iso2,
        incidents.place_id,
        incidents.place,
        incidents.actor1_id,
        incidents.actor1,
        tolls.*

    from {{ ref('fct_incident_tolls') }} as tolls

    inner join {{ ref('fct_incidents') }} as incidents on tolls.incident_id = incidents.incident_id

),

wider as (

    select
        date_trunc('month', date_end)::date as month_start,
        place_id,
        subkind as measure,
        count(*)::integer as n_claims

    from {{ ref('int_corrected_claims') }}

    where kind = 'casualty' and scope <> 'incident'

    group by date_trunc('month', date_end)::date, place_id, subkind

),

rolled as (

    select
        month_start,
        country_iso2,
        place_id,
        place,
        actor1_id,
        actor1,
        measure,
        sum(value_low)::bigint as value_low,
        sum(value_best)::bigint as value_best,
        sum(value_high)::bigint as value_high,
        coalesce(bool_or(high_is_open), false) as high_is_open,
        sum(side_a)::bigint as side_a,
        sum(side_b)::bigint as side_b,
        sum(civilians)::bigint as civilians,
        count(*)::integer as n_incidents,
        count(*) filter (where value_best is null)::integer as n_incidents_without_figure,
        sum(n_claims)::integer as n_claims,
        sum(n_claims_left_out)::integer as n_claims_left_out,
        list(incident_id order by incident_id) as incident_ids

    from tolls

    group by month_start, country_iso2, place_id, place, actor1_id, actor1, measure

)

select
    {{ rollup_key(['rolled.month_start', 'rolled.place_id', 'rolled.actor1', 'rolled.measure']) }} as rollup_id,
    rolled.month_start,
    rolled.country_iso2,
    rolled.place_id,
    rolled.place,
    rolled.actor1_id,
    rolled.actor1,
    rolled.measure,
    rolled.value_low,
    rolled.value_best,
    rolled.value_high,
    rolled.high_is_open,
    rolled.side_a,
    rolled.side_b,
    rolled.civilians,
    rolled.n_incidents,
    rolled.n_incidents_without_figure,
    rolled.n_claims,
    rolled.n_claims_left_out,
    coalesce(wider.n_claims, 0) as n_claims_of_wider_scope,
    rolled.incident_ids

from rolled

left join wider
    on
        rolled.month_start is not distinct from wider.month_start
        and rolled.place_id is not distinct from wider.place_id
        and rolled.measure = wider.measure

order by rolled.month_start, rolled.place, rolled.actor1, rolled.measure
