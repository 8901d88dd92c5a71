{{ config(materialized='table') }}

with

actors as (

    select
        name,
        {{ actor_bloc('name', 'side', 'country_iso2') }} as bloc

    from {{ ref('int_actors') }}

),

events as (

    select
        claim_id,
        'event' as kind,
        article_id,
        sentence_id,
        char_start,
        event_type as subkind,
        -- who gained comes first, also where the loser's flight is told
        case when event_type = 'withdrawal' then actor2 else actor1 end as actor1,
        case when event_type = 'withdrawal' then actor1 else actor2 end as actor2,
        place_id,
        place,
        date_start,
        date_end,
        date_precision,
        claimed_by_id,
        claimed_by,
        published,
        null as part_of_claim_id,
        null as victim_class,
        null::bigint as value_low,
        null::bigint as value_best,
        null::bigint as value_high,
        null as unit

    from {{ ref('int_event_claims') }}

    where set_aside_reason is null

),

casualties as (

    select
        claim_id,
        'casualty' as kind,
        article_id,
        sentence_id,
        char_start,
        measure as subkind,
        perpetrator as actor1,
        victim_actor as actor2,
        place_id,
        place,
        date_start,
        date_end,
        date_precision,
        claimed_by_id,
        claimed_by,
        published,
        part_of_claim_id,
        victim_class,
        value_low,
        value_best,
        value_high,
        unit

    from {{ ref('int_casualty_claims') }}

    where set_aside_reason is null and scope = 'incident'

),

claims as (

    select * from events
    union all
    select * from casualties

),

placed as (

    select
        claims.*,
        coalesce(claims.place_id, {{ text_key('claims.place') }}) as place_key,
        -- a province holds its towns; a country holds too much to say that two tell one thing
        case when starts_with(places.parent_id, 'country:') then null else places.parent_id end as parent_key,
        texts.text_id,
        case
            when claims.claimed_by is not null then 'source: ' || claims.claimed_by
            else texts.own_voice
        end as asserter,
        first_actors.bloc as bloc1,
        second_actors.bloc as bloc2,
        {{ incident_family('claims.subkind') }} as family,
        coalesce(claims.date_start, claims.date_end) is null as is_undated,
        claims.date_start is null or claims.date_end is null or claims.date_precision = 'open' as is_open,
        date_diff('day', claims.date_start, claims.date_end) as span_days

    from claims

    inner join {{ ref('int_article_texts') }} as texts on claims.article_id = texts.article_id

    left join {{ ref('int_places') }} as places on claims.place_id = places.place_id

    left join actors as first_actors on claims.actor1 = first_actors.name

    left join actors as second_actors on claims.actor2 = second_actors.name

)

select
    * exclude (is_open),
    -- 1: up to a week; 2: up to a month; 3: longer, or open at one end; 4: undated
    case
        when is_undated then 4
        when span_days <= 6 then 1
        when is_open then 3
        when span_days <= 30 then 2
        else 3
    end as looseness

from placed
