with

figures as (

    select * from {{ ref('int_incident_figures') }}

),

-- one total an asserter: rows of several groups repeat it
totals as (

    select distinct
        incident_id,
        measure,
        asserter,
        is_party,
        total_low,
        total_best,
        total_high,
        total_is_open,
        not_best_because = 'party_to_the_conflict' as is_outranked

    from figures

    where not_best_because is null or not_best_because = 'party_to_the_conflict'

),

tolls as (

    select
        incident_id,
        measure,
        min(coalesce(total_low, total_best)) as value_low,
        {{ best_figure('case when is_outranked is not true then total_best end') }} as value_best,
        max(total_high) as value_high,
        bool_or(total_is_open) as high_is_open,
        min(total_best) as lowest_told,
        max(total_best) as highest_told,
        count(distinct asserter)::integer as n_sources,
        case
            when count(distinct asserter) = 1 then 'single_source'
            when min(total_best) = max(total_best) then 'agree'
            when
                max(coalesce(total_low, 0)) <= min(case when total_is_open then null else total_high end)
                then 'overlap'
            when bool_and(total_is_open) then 'overlap'
            else 'conflict'
        end as agreement

    from totals

    group by incident_id, measure

),

-- parts tell who the dead were, also where a whole tells how many
group_figures as (

    select
        incident_id,
        measure,
        victim_group,
        asserter,
        -- who tells the best figure also says best who the victims were
        asserter in (
            select best.asserter
            from figures as best
            where best.not_best_because is null
                and best.incident_id = figures.incident_id
                and best.measure = figures.measure
        ) as is_behind_best,
        bool_or(is_party) as is_party,
        arg_max(told, (published, told)) as told

    from figures

    where excluded is null and victim_group <> 'all'

    group by incident_id, measure, victim_group, asserter

),

groups as (

    select
        incident_id,
        measure,
        victim_group,
        coalesce(
            {{ best_figure('case when is_behind_best then told end') }},
            {{ best_figure('case when not is_party then told end') }},
            {{ best_figure('told') }}
        ) as told

    from group_figures

    group by incident_id, measure, victim_group

),

sides as (

    select
        groups.incident_id,
        groups.measure,
        max(groups.told) filter (where groups.victim_group = 'fighters of ' || parties.bloc_a) as side_a,
        max(groups.told) filter (where groups.victim_group = 'fighters of ' || parties.bloc_b) as side_b,
        max(groups.told) filter (where groups.victim_group = 'civilians') as civilians

    from groups

    inner join {{ ref('int_incidents') }} as parties on groups.incident_id = parties.incident_id

    group by groups.incident_id, groups.measure

),

claims as (

    select
        incident_id,
        measure,
        count(*)::integer as n_claims,
        count(*) filter (where not_best_because is not null)::integer as n_claims_left_out,
        list(claim_id order by claim_id) filter (where not_best_because is null) as best_claim_ids

    from figures

    group by incident_id, measure

)

select
    claims.incident_id,
    claims.measure,
    tolls.value_low,
    tolls.value_best,
    tolls.value_high,
    tolls.high_is_open,
    sides.side_a,
    sides.side_b,
    sides.civilians,
    case
        when tolls.value_best is not null
            then greatest(
                    tolls.value_best
                    - coalesce(sides.side_a, 0)
                    - coalesce(sides.side_b, 0)
                    - coalesce(sides.civilians, 0),
                    0
                )
    end::bigint as unknown,
    tolls.n_sources,
    tolls.agreement,
    claims.n_claims,
    claims.n_claims_left_out,
    claims.best_claim_ids,
    incidents.correction_ids,
    nullif(concat_ws(
        ', ',
        case
            when coalesce(sides.side_a, 0) + coalesce(sides.side_b, 0) + coalesce(sides.civilians, 0) > tolls.value_best
                then 'groups_exceed_total'
        end
    ), '') as warning

from claims

left join tolls on claims.incident_id = tolls.incident_id and claims.measure = tolls.measure

left join sides on claims.incident_id = sides.incident_id and claims.measure = sides.measure

left join {{ ref('int_incidents') }} as incidents on claims.incident_id = incidents.incident_id

order by claims.incident_id, claims.measure
