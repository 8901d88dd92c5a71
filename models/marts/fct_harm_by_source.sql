with

-- the last that each source tells of an incident's tally; rows of several groups repeat it
told as (

    select distinct
        incident_id,
        measure,
        tally,
        asserter,
        is_party,
        total_low,
        total_best,
        total_high,
        total_is_open

    from {{ ref('int_incident_figures') }}

    where total_best is not null and coalesce(not_best_because, '') <> 'earlier_figure_of_the_same_source'

),

claims as (

    select
        incident_id,
        measure,
        asserter,
        count(*)::integer as n_claims,
        count(*) filter (where not_best_because is not null)::integer as n_claims_left_out

    from {{ ref('int_incident_figures') }}

    group by incident_id, measure, asserter

),

-- groups that a source tells of one incident add up where nobody tells all
incident_totals as (

    select
        incident_id,
        measure,
        asserter,
        is_party,
        sum(total_low)::bigint as value_low,
        sum(total_best)::bigint as value_best,
        sum(total_high)::bigint as value_high,
        bool_or(total_is_open) as high_is_open

    from told

    group by incident_id, measure, asserter, is_party

)

select
    -- the month with its midnight: so were the keys made that are published
    {{ rollup_key(['month_start::timestamp', 'incidents.place_id', 'totals.measure', 'totals.asserter']) }}
        as rollup_id,
    date_trunc('month', incidents.date_start)::date as month_start,
    incidents.country_iso2,
    incidents.place_id,
    incidents.place,
    totals.measure,
    totals.asserter,
    totals.is_party,
    sum(totals.value_low)::bigint as value_low,
    sum(totals.value_best)::bigint as value_best,
    sum(totals.value_high)::bigint as value_high,
    bool_or(totals.high_is_open) as high_is_open,
    count(*)::integer as n_incidents,
    sum(claims.n_claims)::integer as n_claims,
    sum(claims.n_claims_left_out)::integer as n_claims_left_out,
    list(incidents.incident_id order by incidents.incident_id) as incident_ids

from incident_totals as totals

inner join claims
    on
        totals.incident_id = claims.incident_id
        and totals.measure = claims.measure
        and totals.asserter = claims.asserter

inner join {{ ref('fct_incidents') }} as incidents on totals.incident_id = incidents.incident_id

group by
    month_start, incidents.country_iso2, incidents.place_id, incidents.place, totals.measure, totals.asserter,
    totals.is_party

order by month_start, incidents.place, totals.measure, totals.asserter
