with

shares as (

    select * from {{ ref('int_territory_told') }}

),

told as (

    select
        claim_id || '-told' as timeline_id,
        claim_id,
        case relation when 'lost' then 'share_lost' else 'share_held' end as entry,
        false as derived,
        place_id,
        place,
        place_key,
        actor_id,
        actor,
        bloc,
        asserter,
        as_of,
        published,
        qualifier,
        stated_value,
        base,
        pct_low,
        pct_best,
        pct_high,
        quoted_text

    from shares

),

-- who lost a share holds at most the rest
rest_of_loser as (

    select
        claim_id || '-rest' as timeline_id,
        claim_id,
        'share_held' as entry,
        true as derived,
        place_id,
        place,
        place_key,
        actor_id,
        actor,
        bloc,
        asserter,
        as_of,
        published,
        null as qualifier,
        null::double as stated_value,
        base,
        100 - coalesce(pct_high, 100) as pct_low,
        case when qualifier = 'exact' then 100 - pct_best end as pct_best,
        100 - coalesce(pct_low, 0) as pct_high,
        quoted_text

    from shares

    where relation = 'lost' and base is null and actor is not null and coalesce(pct_low, pct_best, pct_high) is not null

),

-- all others together hold what the holder does not
others_together as (

    select
        claim_id || '-others' as timeline_id,
        claim_id,
        'share_of_others' as entry,
        true as derived,
        place_id,
        place,
        place_key,
        actor_id,
        actor,
        bloc,
        asserter,
        as_of,
        published,
        null as qualifier,
        null::double as stated_value,
        base,
        100 - coalesce(pct_high, 100) as pct_low,
        case when qualifier = 'exact' then 100 - pct_best end as pct_best,
        100 - coalesce(pct_low, 0) as pct_high,
        quoted_text

    from shares

    where relation = 'holds'
        and base is null
        and actor is not null
        and coalesce(pct_low, pct_best, pct_high) is not null

),

actors as (

    select
        name,
        {{ actor_bloc('name', 'side', 'country_iso2') }} as bloc

    from {{ ref('int_actors') }}

),

changes as (

    select
        events.claim_id || '-event' as timeline_id,
        events.claim_id,
        case events.event_type when 'withdrawal' then 'withdrew' else 'captured' end as entry,
        false as derived,
        events.place_id,
        events.place,
        coalesce(events.place_id, {{ text_key('events.place') }}) as place_key,
        events.actor1_id as actor_id,
        events.actor1 as actor,
        actors.bloc,
        coalesce('source: ' || events.claimed_by, texts.own_voice) as asserter,
        events.date_end as as_of,
        events.published,
        null as qualifier,
        null::double as stated_value,
        null as base,
        null::double as pct_low,
        null::double as pct_best,
        null::double as pct_high,
        events.quoted_text

    from {{ ref('fct_events') }} as events

    inner join {{ ref('int_article_texts') }} as texts on events.article_id = texts.article_id

    left join actors on events.actor1 = actors.name

    where
        events.event_type in ('territory_captured', 'withdrawal')
        and events.place is not null
        and events.date_end is not null
        and not texts.is_reprint

),

entries as (

    select * from told
    union all
    select * from rest_of_loser
    union all
    select * from others_together
    union all
    select * from changes

),

-- one side's share as one claimant tells it on one day; several words for one share are no sum
day_shares as (

    select
        place_key,
        asserter,
        as_of,
        coalesce(bloc, actor) as holder,
        max(coalesce(pct_best, pct_low)) as pct,
        list(claim_id order by claim_id) as claim_ids

    from told

    where entry = 'share_held' and base is null and actor is not null

    group by place_key, asserter, as_of, holder

),

clashes as (

    select
        place_key,
        asserter,
        as_of,
        list_sort(flatten(list(claim_ids))) as clashing_claim_ids

    from day_shares

    group by place_key, asserter, as_of

    having sum(pct) > 100

)

select
    entries.timeline_id,
    entries.claim_id,
    entries.entry,
    entries.derived,
    entries.place_id,
    entries.place,
    entries.actor_id,
    entries.actor,
    entries.asserter,
    entries.as_of,
    entries.published,
    entries.qualifier,
    entries.stated_value,
    entries.base,
    entries.pct_low,
    entries.pct_best,
    entries.pct_high,
    entries.quoted_text,
    case
        when starts_with(entries.entry, 'share')
            then lead(entries.claim_id) over (
                    partition by
                        entries.place_key,
                        coalesce(entries.bloc, entries.actor),
                        entries.asserter,
                        entries.entry,
                        entries.base
                    order by entries.as_of, entries.published, entries.claim_id
                )
    end as superseded_by_claim_id,
    case when entries.entry = 'share_held' then clashes.clashing_claim_ids end as clashing_claim_ids,
    case when entries.entry = 'share_held' and clashes.place_key is not null then 'shares_exceed_100' end as warning

from entries

left join clashes
    on
        entries.place_key = clashes.place_key
        and entries.asserter = clashes.asserter
        and entries.as_of = clashes.as_of

order by entries.place, entries.as_of, entries.timeline_id
