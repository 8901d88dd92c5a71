with

events as (

    select
        claim_id,
        'event' as kind,
        'incident' as scope,
        article_id,
        sentence_id,
        char_start,
        event_type as subkind,
        event_type,
        -- who gained comes first, also where the loser's flight is told
        case when event_type = 'withdrawal' then actor2 else actor1 end as actor1,
        case when event_type = 'withdrawal' then actor1 else actor2 end as actor2,
        place_id,
        place,
        date_start,
        date_end,
        date_precision,
        date_text,
        claimed_by_id,
        claimed_by,
        published,
        quoted_text

    from {{ ref('int_event_claims') }}

    where set_aside_reason is null

),

casualties as (

    select
        claim_id,
        'casualty' as kind,
        scope,
        article_id,
        sentence_id,
        char_start,
        measure as subkind,
        measure,
        perpetrator as actor1,
        victim_actor as actor2,
        place_id,
        place,
        date_start,
        date_end,
        date_precision,
        date_text,
        claimed_by_id,
        claimed_by,
        published,
        part_of_claim_id,
        victim_class,
        value_low,
        value_best,
        value_high,
        unit,
        vague_term,
        quoted_text

    from {{ ref('int_casualty_claims') }}

    where set_aside_reason is null

),

shares as (

    select
        claim_id,
        'territory' as kind,
        'share' as scope,
        article_id,
        sentence_id,
        char_start,
        relation as subkind,
        relation,
        actor as actor1,
        place_id,
        place,
        date_start,
        date_end,
        date_precision,
        date_text,
        claimed_by_id,
        claimed_by,
        published,
        pct_low,
        pct_best,
        pct_high,
        quoted_text

    from {{ ref('int_territory_claims') }}

    where set_aside_reason is null

),

claims as (

    -- by name: what a kind of claim does not have is null
    select * from events
    union all by name
    select * from casualties
    union all by name
    select * from shares

)

select * from claims
