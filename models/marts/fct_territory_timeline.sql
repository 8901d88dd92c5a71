with

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
        quoted_text,
        correction_ids,
        acceptance_id

    from {{ ref('int_territory_told') }}

),

-- who lost a share holds at most the rest; all others together hold what the holder does not
complements as (

    select
        * replace (
            claim_id || case entry when 'share_lost' then '-rest' else '-others' end as timeline_id,
            case entry when 'share_lost' then 'share_held' else 'share_of_others' end as entry,
            true as derived,
            null as qualifier,
            null as stated_value,
            100 - coalesce(pct_high, 100) as pct_low,
            case when qualifier = 'exact' then 100 - pct_best end as pct_best,
            100 - coalesce(pct_low, 0) as pct_high
        )

    from told

    where base is null and actor is not null and coalesce(pct_low, pct_best, pct_high) is not null

),

taken as (

    select
        *,
        -- of a withdrawal, who left: matching has who gained come first
        case when subkind = 'withdrawal' then actor2 else actor1 end as actor

    from {{ ref('int_corrected_claims') }}

    where subkind in ('territory_captured', 'withdrawal')

),

changes as (

    select
        taken.claim_id || '-event' as timeline_id,
        taken.claim_id,
        case taken.subkind when 'withdrawal' then 'withdrew' else 'captured' end as entry,
        false as derived,
        taken.place_id,
        taken.place,
        {{ place_key('taken') }} as place_key,
        case when actors.resolved then actors.actor_id end as actor_id,
        taken.actor,
        actors.bloc,
        {{ asserter('taken', 'texts') }} as asserter,
        taken.date_end as as_of,
        taken.published,
        taken.quoted_text,
        taken.correction_ids,
        taken.acceptance_id

    from taken

    inner join {{ ref('int_article_texts') }} as texts on taken.article_id = texts.article_id

    left join {{ ref('int_actors') }} as actors on taken.actor = actors.name

    where taken.place is not null and taken.date_end is not null and not texts.is_reprint

),

entries as (

    -- by name: what changed hands tells no share
    select * from told
    union all
    select * from complements
    union all by name
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
    entries.correction_ids,
    entries.acceptance_id,
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
