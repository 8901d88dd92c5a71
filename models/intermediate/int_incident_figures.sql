{{ config(materialized='table') }}

with

sources as (

    -- a source that speaks for a party to the conflict; bodies that count and help are no party
    select
        {{ named_source('sources.name') }} as asserter,
        sources.actor is not null
        and coalesce(actors.kind, '') not in ('international_organisation', 'humanitarian', 'civilians') as is_party

    from {{ ref('int_sources') }} as sources

    left join {{ ref('int_actors') }} as actors on sources.actor = actors.name

),

claims as (

    select
        matched.incident_id,
        claims.claim_id,
        claims.subkind as measure,
        claims.article_id,
        claims.published,
        claims.asserter,
        coalesce(sources.is_party, false) as is_party,
        case
            when claims.victim_class = 'civilian' then 'civilians'
            when claims.victim_class = 'combatant' and claims.bloc2 is not null then 'fighters of ' || claims.bloc2
            -- whom one side killed were the other side's
            when
                claims.victim_class = 'combatant'
                and claims.bloc1 = parties.bloc_a
                and parties.bloc_b <> parties.bloc_a
                then 'fighters of ' || parties.bloc_b
            when
                claims.victim_class = 'combatant'
                and claims.bloc1 = parties.bloc_b
                and parties.bloc_b <> parties.bloc_a
                then 'fighters of ' || parties.bloc_a
            when claims.victim_class = 'combatant' then 'fighters'
            else 'all'
        end as victim_group,
        wholes.claim_id is not null as is_part,
        -- "up to 40" tells no floor: whoever tells less than the others tells it by that figure
        coalesce(nullif(claims.value_low, 0), claims.value_best, claims.value_high) as told_low,
        {{ told_figure('claims') }} as told,
        coalesce(claims.value_high, {{ told_figure('claims') }}) as told_high,
        claims.value_high is null as is_open,
        case
            when texts.is_reprint then 'reprint'
            when claims.unit <> 'person' then 'not_counted_in_persons'
            when {{ told_figure('claims') }} is null then 'no_bound'
        end as excluded

    from {{ ref('int_incident_claims') }} as claims

    inner join {{ ref('int_claims_matched') }} as matched on claims.claim_id = matched.claim_id

    inner join {{ ref('int_article_texts') }} as texts on claims.article_id = texts.article_id

    inner join {{ ref('int_incidents') }} as parties on matched.incident_id = parties.incident_id

    left join sources on claims.asserter = sources.asserter

    left join {{ ref('int_incident_claims') }} as wholes on claims.part_of_claim_id = wholes.claim_id

    where claims.kind = 'casualty'

),

-- where the fighters of one side only are told, fighters of nobody in particular are theirs
sided as (

    select
        * exclude (side),
        case
            when victim_group = 'fighters' and min(side) over incident = max(side) over incident
                then min(side) over incident
            else victim_group
        end as sided_group

    from (
        select
            *,
            case when starts_with(victim_group, 'fighters of ') then victim_group end as side
        from claims
    ) as told_sides

    window incident as (partition by incident_id, measure)

),

-- what is tallied apart: all victims where anybody tells them together, else each group of them
tallied as (

    select
        *,
        case when bool_or(tells_all) over (partition by incident_id, measure) then 'all' else victim_group end as tally

    from (
        select
            *,
            victim_group = 'all' and not is_part and excluded is null as tells_all
        from (select * exclude (sided_group) replace (sided_group as victim_group) from sided) as sides
    ) as told_claims

),

counted as (

    select * from tallied where excluded is null

),

-- the highest that one article lets an asserter tell of one group
told_groups as (

    select
        incident_id,
        measure,
        asserter,
        is_party,
        article_id,
        published,
        tally,
        victim_group,
        arg_max(claim_id, (told, claim_id)) as claim_id,
        max(told_low) as low,
        max(told) as best,
        max(told_high) as high,
        bool_or(is_open) as is_open

    from counted

    where not is_part

    group by incident_id, measure, asserter, is_party, article_id, published, tally, victim_group

),

told_totals as (

    select
        incident_id,
        measure,
        asserter,
        is_party,
        article_id,
        published,
        tally,
        bool_or(victim_group = 'all') as is_whole,
        -- fighters of nobody in particular may be the same men as those of a party: not added
        {%- for figure in ('low', 'best', 'high') %}
        coalesce(
            max({{ figure }}) filter (where victim_group = 'all'),
            greatest(
                sum({{ figure }}) filter (where victim_group <> 'fighters'),
                sum({{ figure }}) filter (where victim_group in ('fighters', 'civilians'))
            )
        )::bigint as total_{{ figure }},
        {%- endfor %}
        coalesce(bool_or(is_open) filter (where victim_group = 'all'), bool_or(is_open)) as is_open,
        list(claim_id order by claim_id) as claim_ids

    from told_groups

    group by incident_id, measure, asserter, is_party, article_id, published, tally

),

latest as (

    select *

    from told_totals

    qualify
        row_number() over (
            partition by incident_id, measure, tally, asserter
            order by published desc, total_best desc, article_id asc
        ) = 1

),

complete as (

    select
        *,
        max(total_best) filter (where is_whole) over (partition by incident_id, measure, tally) as highest_whole,
        max(total_best) filter (where is_whole and not is_party) over (partition by incident_id, measure, tally)
            as highest_whole_of_others

    from latest

),

-- where only one kind of victims is ever told, who tells that kind tells all
several_groups as (

    select
        incident_id,
        measure

    from counted

    where victim_group <> 'all'

    group by incident_id, measure

    having count(distinct victim_group) > 1

),

weighed as (

    select
        complete.*,
        coalesce(
            not complete.is_whole
            and several_groups.incident_id is not null
            and complete.total_best
            <= case
                when complete.is_party then complete.highest_whole
                else coalesce(complete.highest_whole_of_others, complete.highest_whole)
            end,
            false
        ) as tells_only_some

    from complete

    left join several_groups
        on complete.incident_id = several_groups.incident_id and complete.measure = several_groups.measure

),

judged as (

    select
        told.*,
        case
            when told.tells_only_some then 'only_some_victims'
            when exists (
                    select 1
                    from weighed as later
                    where
                        not later.tells_only_some
                        and later.incident_id = told.incident_id
                        and later.measure = told.measure
                        and later.tally = told.tally
                        and later.published > told.published
                        and later.total_best > told.total_best
                        and (told.is_party or not later.is_party)
                ) then 'superseded'
        end as set_aside

    from weighed as told

),

ranked as (

    select
        *,
        is_party
        and bool_or(not is_party and set_aside is null) over (partition by incident_id, measure, tally) as is_outranked

    from judged

),

tallies as (

    select
        incident_id,
        measure,
        tally,
        {{ best_figure('total_best') }} as best

    from ranked

    where set_aside is null and not is_outranked

    group by incident_id, measure, tally

),

-- fighters of nobody in particular may be the same men as those of a party: only the larger tally counts
rival_tallies as (

    select
        incident_id,
        measure,
        tally,
        case
            when tally = 'fighters'
                then best <= sum(best) filter (where starts_with(tally, 'fighters of')) over incident
            when starts_with(tally, 'fighters of')
                then max(best) filter (where tally = 'fighters') over incident
                    > sum(best) filter (where starts_with(tally, 'fighters of')) over incident
        end as is_covered

    from tallies

    window incident as (partition by incident_id, measure)

),

roles as (

    select
        claims.*,
        coalesce(
            claims.excluded,
            case when claims.is_part then 'part_of_whole' end,
            case when ranked.asserter is null then 'earlier_figure_of_the_same_source' end,
            case when not list_contains(ranked.claim_ids, claims.claim_id) then 'lower_figure_in_the_same_article' end,
            case when ranked.is_whole and claims.victim_group <> 'all' then 'group_of_a_told_whole' end,
            ranked.set_aside,
            case when rival_tallies.is_covered then 'counted_in_another_group' end,
            case when ranked.is_outranked then 'party_to_the_conflict' end
        ) as not_best_because,
        ranked.is_whole,
        ranked.total_low,
        ranked.total_best,
        ranked.total_high,
        ranked.is_open as total_is_open

    from tallied as claims

    left join ranked
        on
            claims.incident_id = ranked.incident_id
            and claims.measure = ranked.measure
            and claims.tally = ranked.tally
            and claims.asserter = ranked.asserter
            and claims.article_id = ranked.article_id

    left join rival_tallies
        on
            claims.incident_id = rival_tallies.incident_id
            and claims.measure = rival_tallies.measure
            and claims.tally = rival_tallies.tally

)

select * from roles
