{{ config(materialized='table') }}

{#- What tells of a moment: only these may be told by month, by year or undated and still be recognised. -#}
{%- set momentary = "(
    'territory_captured', 'withdrawal', 'offensive_launched', 'siege_broken', 'assassination', 'chemical_attack',
    'suicide_bombing', 'bombing', 'agreement', 'ceasefire', 'execution'
)" -%}
{%- set captures = "('territory_captured', 'withdrawal')" -%}

{#- Codes that say nothing of the means. -#}
{%- set general = "('attack_on_civilians', 'other_violence')" -%}

with

claims as (

    -- a part goes where its whole goes
    select
        claims.*,
        -- "the raid", "fighting": no party and no toll of its own, so any act of violence may be meant
        claims.subkind = 'armed_clash' and claims.bloc1 is null and claims.bloc2 is null
        and not exists (
            select 1
            from {{ ref('int_incident_claims') }} as harms
            where harms.sentence_id = claims.sentence_id and harms.family = 'harm'
        ) as is_bare

    from {{ ref('int_incident_claims') }} as claims

    where claims.part_of_claim_id is null

),

-- only claims of one place, of a place inside the other, or of one sentence can tell one thing
near as (

    select
        a.claim_id as claim_a,
        b.claim_id as claim_b,
        case when a.place_key = b.place_key then 'same' else 'inside' end as place_relation

    from claims as a

    inner join claims as b
        on
            a.claim_id < b.claim_id
            and (a.place_key = b.place_key or a.parent_key = b.place_key or a.place_key = b.parent_key)

    union all

    select
        a.claim_id as claim_a,
        b.claim_id as claim_b,
        'unstated' as place_relation

    from claims as a

    inner join claims as b
        on
            a.sentence_id = b.sentence_id
            and a.claim_id < b.claim_id
            and (a.place_key is null or b.place_key is null)

),

-- figures that two articles tell alike of one place on the same days
shared_figures as (

    select distinct
        a.article_id as article_a,
        b.article_id as article_b,
        a.place_key

    from claims as a

    inner join claims as b
        on
            a.place_key = b.place_key
            and a.article_id <> b.article_id
            and a.subkind = b.subkind
            and a.told = b.told
            and a.date_start <= b.date_end
            and a.date_end >= b.date_start

    where a.kind = 'casualty' and b.kind = 'casualty' and a.told > 1 and a.looseness = 1 and b.looseness = 1

),

compared as (

    select
        near.claim_a,
        near.claim_b,
        near.place_relation,
        a.sentence_id = b.sentence_id as same_sentence,
        a.article_id = b.article_id as same_article,
        a.kind = 'casualty' or b.kind = 'casualty' as has_casualty,
        a.kind = 'casualty' and b.kind = 'casualty' as both_harm,
        (a.kind = 'casualty' and a.is_undated and not b.is_undated)
        or (b.kind = 'casualty' and b.is_undated and not a.is_undated) as undated_harm,
        greatest(a.looseness, b.looseness) as looseness,
        case when a.looseness > b.looseness then a.claim_id when b.looseness > a.looseness then b.claim_id end
            as looser_claim,
        a.date_start = b.date_start and a.date_end = b.date_end as same_dates,
        coalesce(a.date_start, date '0001-01-01') <= coalesce(b.date_end, b.published)
        and coalesce(b.date_start, date '0001-01-01') <= coalesce(a.date_end, a.published) as dates_overlap,
        greatest(date_diff('day', a.date_end, b.date_start), date_diff('day', b.date_end, a.date_start)) as gap_days,
        case
            when a.is_undated then date_diff('day', b.date_end, a.published)
            when b.is_undated then date_diff('day', a.date_end, b.published)
        end as days_before_telling,
        a.subkind in {{ captures }} and b.subkind in {{ captures }} as both_captures,
        a.subkind = 'territory_captured' and b.subkind = 'territory_captured' as both_taken,
        (a.date_start is null and b.looseness = 1 and date_diff('day', b.date_end, a.date_end) between 0 and 7)
        or (b.date_start is null and a.looseness = 1 and date_diff('day', a.date_end, b.date_end) between 0 and 7)
            as lasts_until,
        a.subkind = b.subkind and a.subkind in {{ momentary }} as both_momentary,
        a.subkind = 'siege_imposed' and b.subkind = 'siege_imposed' as both_sieges,
        'battle' in (a.family, b.family) and a.subkind not in {{ captures }} and b.subkind not in {{ captures }}
            as tells_a_fight,
        exists(
            select 1
            from claims as breaks
            where
                breaks.subkind = 'siege_broken'
                and breaks.place_key in (a.place_key, b.place_key)
                and breaks.date_end > least(a.date_end, b.date_end)
                and breaks.date_end < greatest(a.date_start, b.date_start)
        ) as was_broken,
        a.article_id = b.article_id
        and abs(try_cast(right(a.sentence_id, 4) as integer) - try_cast(right(b.sentence_id, 4) as integer)) = 1
        and a.asserter = b.asserter as is_near,
        case
            when a.subkind = b.subkind then 'same_type'
            when a.family = b.family then 'same_family'
            when a.kind <> b.kind
                then
                    case
                        when
                            'harm' in (a.family, b.family)
                            and case when a.kind = 'event' then a.family else b.family end in (
                                'battle',
                                'air_strike',
                                'shelling',
                                'bombing',
                                'chemical_attack',
                                'violence',
                                'abduction',
                                'mass_grave',
                                'protest',
                                'ceasefire_violation'
                            ) then 'harm_of'
                        when
                            case when a.kind = 'casualty' then a.subkind else b.subkind end = 'captured'
                            and case when a.kind = 'event' then a.family else b.family end in (
                                'abduction', 'arrest', 'battle'
                            )
                            then 'harm_of'
                    end
            -- one act may kill some and abduct others
            when
                a.kind = 'casualty' and a.sentence_id = b.sentence_id
                and a.family in ('harm', 'captured') and b.family in ('harm', 'captured')
                then 'told_together'
            when a.kind = 'casualty' then 'open'
            when
                near.place_relation <> 'inside'
                and (
                    (a.family = 'battle' and b.subkind in ('shelling', 'suicide_bombing'))
                    or (b.family = 'battle' and a.subkind in ('shelling', 'suicide_bombing'))
                )
                and a.bloc1 = b.bloc1
                then 'attackers_fire'
            when
                (a.subkind in {{ general }} and (b.family in {{ violent_families() }} or b.family = 'abduction'))
                or (b.subkind in {{ general }} and (a.family in {{ violent_families() }} or a.family = 'abduction'))
                then 'general_code'
            when
                shared_figures.place_key is not null
                and a.family in {{ violent_families() }} and b.family in {{ violent_families() }}
                then 'same_toll'
            when
                (a.is_bare and (b.family in {{ violent_families() }} or b.family = 'abduction'))
                or (b.is_bare and (a.family in {{ violent_families() }} or a.family = 'abduction')) then 'open'
            -- where one telling does not say who attacked, it neither joins them nor keeps them apart
            when
                near.place_relation <> 'inside' and (a.bloc1 is null or b.bloc1 is null)
                and (
                    (a.family = 'battle' and b.subkind in ('shelling', 'suicide_bombing'))
                    or (b.family = 'battle' and a.subkind in ('shelling', 'suicide_bombing'))
                ) then 'open'
        end as kind_relation,
        coalesce(a.bloc1 <> b.bloc1, false) or coalesce(a.bloc2 <> b.bloc2, false) as clash_straight,
        coalesce(a.bloc1 <> b.bloc2, false) or coalesce(a.bloc2 <> b.bloc1, false) as clash_crossed,
        coalesce((a.bloc1 = b.bloc1)::integer, 0) + coalesce((a.bloc2 = b.bloc2)::integer, 0) as agreed_straight,
        coalesce((a.bloc1 = b.bloc2)::integer, 0) + coalesce((a.bloc2 = b.bloc1)::integer, 0) as agreed_crossed,
        -- in a fight, either side may be named first, and either side's losses are its own
        a.subkind = 'armed_clash' or b.subkind = 'armed_clash'
        or (
            (a.kind = 'casualty' or b.kind = 'casualty')
            and case when a.kind = 'event' then a.family else b.family end in ('battle', 'bombing', 'violence')
        ) as is_mutual,
        -- a text in which it is hard to see who took the place from whom
        coalesce((a.bloc1 = b.bloc2)::integer, 0) + coalesce((a.bloc2 = b.bloc1)::integer, 0) > 0
        and a.subkind = 'territory_captured' and b.subkind = 'territory_captured'
        and a.looseness = 1 and b.looseness = 1 and a.date_start <= b.date_end and b.date_start <= a.date_end
            as is_reversible,
        coalesce(a.subkind = b.subkind and a.kind = 'casualty' and a.told = b.told and a.told > 1, false)
            as same_figure,
        coalesce(a.is_dated_by_report and date_diff('day', b.date_end, a.date_start) = 1, false)
        or coalesce(b.is_dated_by_report and date_diff('day', a.date_end, b.date_start) = 1, false)
            as report_follows,
        case when a.date_start > b.date_end then a.claim_id else b.claim_id end as later_claim,
        a.victim_class in ('civilian', 'combatant') and b.victim_class in ('civilian', 'combatant')
        and a.victim_class <> b.victim_class as other_victims,
        a.victim_class = b.victim_class and a.victim_class in ('civilian', 'combatant') as same_victims,
        'combatant' in (a.victim_class, b.victim_class) and 'battle' in (a.family, b.family) as fighters_fell

    from near

    inner join claims as a on near.claim_a = a.claim_id

    inner join claims as b on near.claim_b = b.claim_id

    left join shared_figures
        on
            near.place_relation = 'same'
            and a.article_id = shared_figures.article_a
            and b.article_id = shared_figures.article_b
            and a.place_key = shared_figures.place_key

),

related as (

    select
        *,
        -- what each side did to the other neither joins two figures nor keeps them apart
        both_harm and clash_straight and not clash_crossed as both_sides_fell,
        clash_straight and not ((is_mutual or is_reversible or both_harm) and not clash_crossed)
            as actors_contradict,
        clash_straight and not is_mutual and is_reversible and not clash_crossed as parties_reversed,
        case
            when is_mutual and clash_straight and not clash_crossed then agreed_crossed
            when clash_straight then 0
            when is_mutual and not clash_crossed then greatest(agreed_straight, agreed_crossed)
            else agreed_straight
        end as n_agreed_actors,
        case
            when same_dates and looseness = 1 then 'same_days'
            -- in a month or a year, much harm is done: it belongs to an event only where one sentence tells both
            when
                looser_claim is null and same_dates and (same_sentence or kind_relation <> 'harm_of')
                then 'same_period'
            when both_sieges and dates_overlap then 'overlapping_days'
            when both_sieges and agreed_straight = 2 and gap_days <= 31 and not was_broken then 'siege_goes_on'
            when looseness = 1 and dates_overlap then 'overlapping_days'
            when same_sentence and (has_casualty or looseness = 1) and (looseness = 4 or dates_overlap or gap_days <= 7)
                then 'same_sentence'
            when looseness = 1 and gap_days <= 1 and (both_taken or same_figure) then 'next_day'
            when
                looseness = 1 and report_follows and not same_article and kind_relation = 'same_type'
                then 'report_follows'
            when looseness = 1 and gap_days <= 1 then null
            when looseness = 4 and looser_claim is null then null
            when undated_harm and same_article and days_before_telling <= 7 then 'undated_in_article'
            when
                looseness = 4
                then case when both_captures and days_before_telling between 0 and 90 then 'undated_recent' end
            when lasts_until and kind_relation = 'same_type' then 'lasting_until'
            when dates_overlap then case when both_momentary or both_captures then 'within_period' end
            when both_captures and looseness = 2 and gap_days <= 31 then 'computed_month'
            -- one battle may last some days: another telling may hold both days
            when tells_a_fight and looseness = 1 and gap_days <= 3 then null
            else 'apart'
        end as date_relation

    from compared

),

scored as (

    select
        *,
        case place_relation when 'same' then 3 else 1 end as place_score,
        case date_relation
            when 'same_days' then 3
            when 'overlapping_days' then 2
            when 'same_sentence' then 1.5
            when 'same_period' then 2
            when 'undated_in_article' then 2
            when 'next_day' then 1
            when 'report_follows' then 1
            when 'siege_goes_on' then 1
            when 'within_period' then 1
            when 'lasting_until' then 1
            when 'computed_month' then 0.5
            when 'undated_recent' then 0.5
        end as date_score,
        -- one side takes a place and the other leaves it: two words for one act
        case when kind_relation = 'same_type' or both_captures then 2 else 1 end
        + case when same_victims then 0.5 when fighters_fell then 0.25 else 0 end
        + case when same_figure then 1 else 0 end as kind_score,
        1.5 * n_agreed_actors as actor_score,
        case
            when same_sentence then 1.5
            -- of several events, harm belongs to the one that its teller told last
            when kind_relation = 'harm_of' and is_near then 0.5
            else 0
        end as sentence_score,
        date_relation in (
            'within_period', 'lasting_until', 'computed_month', 'undated_recent', 'undated_in_article', 'report_follows'
        ) as needs_only_candidate

    from related

),

judged as (

    select
        *,
        (place_score + date_score + kind_score + actor_score + sentence_score)::double as score,
        case
            when kind_relation is null then 'kinds_differ'
            when actors_contradict then 'actors_contradict'
            when date_relation = 'apart' then 'dates_apart'
            when
                other_victims and not same_sentence and kind_relation in ('same_type', 'same_family')
                then 'other_victims'
        end as contradiction

    from scored

),

decided as (

    select
        *,
        -- where no party is known to be the same, a long or missing date says too little
        coalesce(
            contradiction is null and kind_relation <> 'open' and not both_sides_fell
            and score >= {{ link_threshold() }}
            and (
                n_agreed_actors > 0 or same_figure
                or date_relation in ('same_days', 'overlapping_days', 'same_sentence')
            ),
            false
        ) as fits,
        coalesce(contradiction in ('kinds_differ', 'actors_contradict', 'dates_apart'), false) as keeps_apart

    from judged

),

-- what another article tells of the day itself is no late report of the day before
anchored as (

    select claim_a as claim_id from decided where fits and not same_article and needs_only_candidate is not true
    union
    select claim_b from decided where fits and not same_article and needs_only_candidate is not true

)

select
    claim_a,
    claim_b,
    place_relation,
    date_relation,
    kind_relation,
    n_agreed_actors::integer as n_agreed_actors,
    same_sentence,
    same_figure,
    parties_reversed,
    score,
    fits
    and not (date_relation = 'report_follows' and later_claim in (select anchored.claim_id from anchored)) as can_link,
    coalesce(needs_only_candidate, false) as needs_only_candidate,
    case when date_relation = 'report_follows' then later_claim else coalesce(looser_claim, claim_b) end
        as looser_claim,
    looseness::integer as looseness,
    -- claims of other victims may stand in one incident; all else keeps incidents apart
    keeps_apart,
    contradiction

from decided
