with

figures as (

    select * from {{ ref('int_incident_figures') }}

),

-- one total an asserter and tally: rows of several groups repeat it
totals as (

    select distinct
        incident_id,
        measure,
        tally,
        asserter,
        total_low,
        total_best,
        total_high,
        total_is_open,
        not_best_because = 'party_to_the_conflict' as is_outranked

    from figures

    where not_best_because is null or not_best_because = 'party_to_the_conflict'

),

tallies as (

    select
        incident_id,
        measure,
        tally,
        min(coalesce(total_low, total_best)) as value_low,
        {{ best_figure('case when is_outranked is not true then total_best end') }} as value_best,
        max(total_high) as value_high,
        bool_or(total_is_open) as high_is_open,
        list(asserter) as asserters,
        case
            when count(distinct asserter) = 1 then 1
            when min(total_best) = max(total_best) then 2
            when
                max(coalesce(total_low, 0)) <= min(case when total_is_open then null else total_high end)
                then 3
            when bool_and(total_is_open) then 3
            else 4
        end as dissent

    from totals

    group by incident_id, measure, tally

),

-- where nobody tells all victims together, their groups add up
tolls as (

    select
        incident_id,
        measure,
        sum(value_low)::bigint as value_low,
        sum(value_best)::bigint as value_best,
        sum(value_high)::bigint as value_high,
        bool_or(high_is_open) as high_is_open,
        len(list_distinct(flatten(list(asserters))))::integer as n_sources,
        (['single_source', 'agree', 'overlap', 'conflict'])[max(dissent)] as agreement

    from tallies

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
                and best.tally = figures.tally
        ) as is_behind_best,
        bool_or(is_party) as is_party,
        arg_max(told, (published, told)) as told

    from figures

    where excluded is null and victim_group <> 'all' and coalesce(not_best_because, '') <> 'counted_in_another_group'

    group by incident_id, measure, tally, victim_group, asserter

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
