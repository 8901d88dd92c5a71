with

-- the last that each source tells of one group
told as (

    select
        incident_id,
        measure,
        case when starts_with(victim_group, 'fighters') then 'fighters' else victim_group end as victims,
        case when starts_with(victim_group, 'fighters of ') then substr(victim_group, 13) end as victims_of,
        asserter,
        is_party,
        arg_max(told_low, (published, told, claim_id)) as low,
        arg_max(told, (published, told, claim_id)) as best,
        arg_max(told_high, (published, told, claim_id)) as high,
        arg_max(is_open, (published, told, claim_id)) as is_open,
        count(*)::integer as n_claims

    from {{ ref('int_incident_figures') }}

    where excluded is null

    group by incident_id, measure, victim_group, asserter, is_party

),

victim_groups as (

    select
        incident_id,
        measure,
        victims,
        victims_of,
        min(low) as value_low,
        coalesce(
            {{ best_figure('case when not is_party then best end') }},
            {{ best_figure('best') }}
        ) as value_best,
        max(high) as value_high,
        bool_or(is_open) as high_is_open,
        sum(n_claims)::integer as n_claims

    from told

    group by incident_id, measure, victims, victims_of

)

select
    {{ rollup_key(['month_start', 'incidents.place_id', 'totals.measure', 'totals.victims', 'totals.victims_of']) }}
        as rollup_id,
    date_trunc('month', incidents.date_start)::date as month_start,
    incidents.country_iso2,
    incidents.place_id,
    incidents.place,
    totals.measure,
    totals.victims,
    totals.victims_of,
    sum(totals.value_low)::bigint as value_low,
    sum(totals.value_best)::bigint as value_best,
    sum(totals.value_high)::bigint as value_high,
    bool_or(totals.high_is_open) as high_is_open,
    count(*)::integer as n_incidents,
    sum(totals.n_claims)::integer as n_claims,
    list(incidents.incident_id order by incidents.incident_id) as incident_ids

from victim_groups as totals

inner join {{ ref('fct_incidents') }} as incidents on totals.incident_id = incidents.incident_id

group by
    month_start, incidents.country_iso2, incidents.place_id, incidents.place, totals.measure, totals.victims,
    totals.victims_of

order by month_start, incidents.place, totals.measure, totals.victims, totals.victims_of
