with

known as (

    select
        actor_id,
        name,
        string_split(aliases, '|') as aliases,
        kind,
        side,
        country_iso2,
        acled_inter,
        ucdp_name

    from {{ ref('actors') }}

),

mentions as (

    select victim_actor as name from {{ ref('stg_casualty_claims') }}
    union
    select perpetrator from {{ ref('stg_casualty_claims') }}
    union
    select actor from {{ ref('stg_territory_claims') }}
    union
    select actor1 from {{ ref('stg_event_claims') }}
    union
    select actor2 from {{ ref('stg_event_claims') }}

),

unresolved as (

    select mentions.name

    from mentions

    left join known on mentions.name = known.name

    where mentions.name is not null and known.actor_id is null

),

actors as (

    select
        actor_id,
        name,
        aliases,
        kind,
        side,
        country_iso2,
        acled_inter,
        ucdp_name,
        true as resolved

    from known

    union all

    select
        {{ text_key('name') }} as actor_id,
        name,
        null as aliases,
        null as kind,
        null as side,
        null as country_iso2,
        null as acled_inter,
        null as ucdp_name,
        false as resolved

    from unresolved

)

select
    *,
    -- parties that fight as one, same side of the same country's war: two of one bloc do not contradict each other as
    -- tellers name them more or less exactly; states and groups of no side stand for themselves
    case
        when name in ('Civilians', 'Unknown armed group') then null
        when side = 'islamic_state' then 'islamic_state'
        when side in ('government', 'opposition', 'kurdish_led') then side || ':' || coalesce(country_iso2, '')
        else name
    end as bloc

from actors
