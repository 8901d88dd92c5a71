with

told as (

    select
        figures.incident_id,
        figures.measure,
        figures.tally,
        figures.asserter,
        figures.not_best_because,
        figures.total_best,
        figures.total_low,
        figures.total_high,
        -- ACLED's convention for amounts without a number
        case lower(claims.vague_term)
            when 'tens' then 10
            when 'dozens' then 12
            when 'hundreds' then 100
            else coalesce(figures.total_low, figures.total_best)
        end as acled_figure

    from {{ ref('int_incident_figures') }} as figures

    inner join {{ ref('int_corrected_claims') }} as claims on figures.claim_id = claims.claim_id

    where
        figures.not_best_because is null
        or figures.not_best_because = 'party_to_the_conflict'

),

tallies as (

    select
        incident_id,
        measure,
        tally,
        min(acled_figure) as lowest_by_acled,
        min(total_best) as lowest_best,
        max(total_best) as highest_best,
        min(coalesce(total_low, total_best)) as minimum,
        max(greatest(total_high, total_best)) as maximum

    from told

    group by incident_id, measure, tally

),

alternatives as (

    select
        incident_id,
        measure,
        sum(lowest_by_acled)::bigint as lowest_by_acled,
        sum(lowest_best)::bigint as lowest_best,
        sum(highest_best)::bigint as highest_best,
        sum(minimum)::bigint as minimum,
        sum(maximum)::bigint as maximum

    from tallies

    group by incident_id, measure

),

tolls as (

    select
        tolls.incident_id,
        tolls.measure,
        tolls.value_low,
        tolls.value_best,
        tolls.value_high,
        alternatives.lowest_by_acled,
        alternatives.lowest_best,
        alternatives.highest_best,
        alternatives.minimum,
        alternatives.maximum

    from {{ ref('fct_incident_tolls') }} as tolls

    inner join alternatives on tolls.incident_id = alternatives.incident_id and tolls.measure = alternatives.measure

),

protocols as (

    select
        incident_id,
        measure,
        'ours' as protocol,
        value_low,
        value_best,
        value_high

    from tolls

    union all

    select
        incident_id,
        measure,
        'acled_conservative' as protocol,
        lowest_by_acled as value_low,
        lowest_by_acled as value_best,
        lowest_by_acled as value_high

    from tolls

    union all

    select
        incident_id,
        measure,
        'ucdp' as protocol,
        lowest_best as value_low,
        value_best,
        highest_best as value_high

    from tolls

    where measure = 'killed'

    union all

    select
        incident_id,
        measure,
        'minimum_maximum' as protocol,
        minimum as value_low,
        null as value_best,
        maximum as value_high

    from tolls

)

select
    protocols.incident_id,
    protocols.measure,
    protocols.protocol,
    protocols.value_low,
    protocols.value_best,
    protocols.value_high,
    incidents.correction_ids

from protocols

left join {{ ref('int_incidents') }} as incidents on protocols.incident_id = incidents.incident_id

order by protocols.incident_id, protocols.measure, protocols.protocol
