with

timeline as (

    select
        *,
        date_trunc('month', as_of)::date as told_in_month

    from {{ ref('fct_territory_timeline') }}

    where starts_with(entry, 'share') and actor is not null

),

months as (

    select unnest(generate_series(min(told_in_month), max(told_in_month), interval 1 month))::date as month_start

    from timeline

),

-- what stood at the end of a month: the last that each source had told by then
standing as (

    select
        months.month_start,
        last_day(months.month_start) as as_of_day,
        timeline.*

    from months

    inner join timeline on timeline.as_of <= last_day(months.month_start)

    qualify
        row_number() over (
            partition by
                months.month_start,
                coalesce(timeline.place_id, timeline.place),
                timeline.actor,
                timeline.asserter,
                timeline.entry,
                timeline.base
            -- what was told goes before what follows from another share
            order by timeline.as_of desc, timeline.derived asc, timeline.published desc, timeline.timeline_id desc
        ) = 1

),

captures as (

    select * from {{ ref('fct_territory_timeline') }} where entry in ('captured', 'withdrew')

)

select
    'm' || left(sha256(concat_ws(chr(31), standing.month_start::varchar, standing.timeline_id)), 16) as row_id,
    standing.month_start,
    standing.timeline_id,
    standing.claim_id,
    standing.place_id,
    standing.place,
    standing.actor_id,
    standing.actor,
    standing.asserter,
    standing.entry,
    standing.derived,
    standing.base,
    standing.pct_low,
    standing.pct_best,
    standing.pct_high,
    standing.as_of as told_as_of,
    date_diff('day', standing.as_of, standing.as_of_day)::integer as age_days,
    standing.correction_ids,
    -- what happened since may have made the share untrue: nobody has said so
    (
        select count(*)
        from captures
        where
            coalesce(captures.place_id, captures.place) = coalesce(standing.place_id, standing.place)
            and captures.as_of > standing.as_of
            and captures.as_of <= standing.as_of_day
    )::integer as n_changes_since

from standing

order by standing.month_start, standing.place, standing.actor, standing.asserter, standing.timeline_id
