with

speakers as (

    select
        {{ named_source('sources.name') }} as asserter,
        sources.actor,
        actors.bloc

    from {{ ref('int_sources') }} as sources

    left join {{ ref('int_actors') }} as actors on sources.actor = actors.name

    where sources.actor is not null

),

-- the latest that each source tells of one group of victims
tolls as (

    select
        incident_id,
        measure,
        victim_group,
        asserter,
        arg_max(claim_id, (published, told, claim_id)) as claim_id,
        arg_max(told_low, (published, told, claim_id))::double as value_low,
        arg_max(told, (published, told, claim_id))::double as value_best,
        arg_max(case when not is_open then told_high end, (published, told, claim_id))::double as value_high

    from {{ ref('int_incident_figures') }}

    where excluded is null

    group by incident_id, measure, victim_group, asserter

),

toll_sides as (

    select
        'toll' as about,
        incident_id || '|' || measure || '|' || victim_group as subject,
        'asserts' as stance,
        tolls.*

    from tolls

),

share_sides as (

    select
        'share' as about,
        concat_ws('|', place_key, coalesce(bloc, actor), as_of::varchar, coalesce(base, ''), relation) as subject,
        'asserts' as stance,
        relation as measure,
        coalesce(bloc, actor) as victim_group,
        asserter,
        arg_max(claim_id, (published, claim_id)) as claim_id,
        arg_max(pct_low, (published, claim_id)) as value_low,
        arg_max(pct_best, (published, claim_id)) as value_best,
        arg_max(pct_high, (published, claim_id)) as value_high,
        place_key,
        as_of

    from {{ ref('int_territory_told') }}

    where actor is not null

    group by place_key, bloc, actor, as_of, base, relation, asserter

),

denials as (

    select
        denied.claim_id,
        denied.incident_id,
        denied.asserter,
        coalesce(incidents.bloc_a, incidents.actor1, 'nobody named') as about_whom

    from {{ ref('int_denials') }} as denied

    inner join {{ ref('int_incidents') }} as incidents on denied.incident_id = incidents.incident_id

),

denied_incidents as (

    select distinct
        incident_id,
        about_whom

    from denials

),

-- who says that it happened, and who says that it did not; who does both is heard with the denial
happenings as (

    select
        denials.incident_id,
        denials.about_whom,
        denials.asserter,
        max(denials.claim_id) as claim_id,
        'denies' as stance

    from denials

    group by denials.incident_id, denials.about_whom, denials.asserter

    union all

    select
        told.incident_id,
        denied.about_whom,
        told.asserter,
        min(told.claim_id) as claim_id,
        'asserts' as stance

    from {{ ref('int_claims_matched') }} as told

    inner join denied_incidents as denied on told.incident_id = denied.incident_id

    left join denials on told.incident_id = denials.incident_id and told.asserter = denials.asserter

    where denials.claim_id is null

    group by told.incident_id, denied.about_whom, told.asserter

),

happening_sides as (

    select
        'happening' as about,
        incident_id || '|happening' as subject,
        stance,
        incident_id,
        'happened' as measure,
        about_whom as victim_group,
        asserter,
        claim_id

    from happenings

),

all_sides as (

    -- by name: a toll has no day of its own, a share no incident, a happening no figures
    select * from toll_sides
    union all by name
    select * from share_sides
    union all by name
    select * from happening_sides

),

contested as (

    select
        subject,
        count(*)::integer as n_sources,
        case
            when bool_or(stance = 'denies') then 'denial'
            when max(coalesce(value_low, 0)) <= coalesce(min(value_high), max(coalesce(value_low, 0))) then 'overlap'
            else 'conflict'
        end as kind

    from all_sides

    group by subject

    having
        count(*) > 1
        and count(distinct struct_pack(low := value_low, best := value_best, high := value_high, stance := stance)) > 1

)

select
    'd' || left(sha256(all_sides.subject), 16) as disagreement_id,
    all_sides.about,
    contested.kind,
    contested.n_sources,
    all_sides.incident_id,
    coalesce(incidents.place_id, places.place_id) as place_id,
    coalesce(incidents.place, places.name) as place,
    coalesce(incidents.date_end, all_sides.as_of) as as_of,
    all_sides.measure,
    all_sides.victim_group as about_whom,
    all_sides.asserter,
    speakers.actor as speaks_for,
    case
        when speakers.bloc is null then null
        when all_sides.victim_group in (speakers.bloc, 'fighters of ' || speakers.bloc) then 'own'
        when starts_with(all_sides.victim_group, 'fighters of') or all_sides.about <> 'toll' then 'other_side'
    end as ledger,
    all_sides.stance,
    all_sides.claim_id,
    all_sides.value_low,
    all_sides.value_best,
    all_sides.value_high,
    coalesce(incidents.correction_ids, claims.correction_ids) as correction_ids

from all_sides

inner join contested on all_sides.subject = contested.subject

left join {{ ref('fct_incidents') }} as incidents on all_sides.incident_id = incidents.incident_id

left join {{ ref('dim_place') }} as places on all_sides.place_key = places.place_id

left join speakers on all_sides.asserter = speakers.asserter

left join {{ ref('int_corrected_claims') }} as claims on all_sides.claim_id = claims.claim_id

order by disagreement_id, all_sides.asserter
