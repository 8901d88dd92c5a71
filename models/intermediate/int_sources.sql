with

claimants as (

    select claimed_by as name from {{ ref('stg_casualty_claims') }}
    union
    select claimed_by from {{ ref('stg_territory_claims') }}
    union
    select claimed_by from {{ ref('stg_event_claims') }}
    union
    -- who says it according to a person who corrected the claim
    select new_value from {{ ref('corrections') }}
    where field = 'claimed_by'

),

publishers as (

    select distinct
        publisher_id,
        publisher as name,
        resolved

    from {{ ref('int_publishers') }}

),

listed as (

    select
        sources.source_id,
        sources.name,
        sources.kind,
        sources.country_iso2,
        sources.actor

    from {{ ref('sources') }} as sources

),

-- a party to the conflict may speak for itself without being listed as a source
speaking_actors as (

    select
        'actor:' || actors.actor_id as source_id,
        actors.name,
        'party' as kind,
        actors.country_iso2,
        actors.name as actor

    from {{ ref('actors') }} as actors

    inner join claimants on actors.name = claimants.name

    left join listed on actors.name = listed.name

    where listed.source_id is null

),

known as (

    select * from listed
    union all
    select * from speaking_actors

),

unknown_names as (

    select name from claimants
    union
    select name from publishers where not resolved

),

unresolved as (

    select
        {{ text_key('unknown_names.name') }} as source_id,
        unknown_names.name

    from unknown_names

    left join known on unknown_names.name = known.name

    where unknown_names.name is not null and known.source_id is null

),

sources as (

    select
        source_id,
        name,
        kind,
        country_iso2,
        actor,
        true as resolved

    from known

    union all

    select
        source_id,
        name,
        null as kind,
        null as country_iso2,
        null as actor,
        false as resolved

    from unresolved

),

roles as (

    select
        sources.source_id,
        sources.name,
        sources.kind,
        sources.country_iso2,
        sources.actor,
        publishers.name is not null as is_publisher,
        claimants.name is not null as is_claimant,
        sources.resolved

    from sources

    left join publishers on sources.name = publishers.name
    left join claimants on sources.name = claimants.name

)

select * from roles
