{{ config(materialized='table') }}

{% set counted_back = "date_precision = 'week' and date_start = date_end" %}

with

-- a share is told in no incident, and a wider toll is part of none
claims as (

    select
        * exclude (scope, vague_term, pct_low, pct_best, pct_high, quoted_text)
        -- "two weeks ago" is a day counted back, give or take half a week
        replace (
            case when {{ counted_back }} then date_start - interval 3 day else date_start end::date as date_start,
            case when {{ counted_back }} then date_end + interval 3 day else date_end end::date as date_end
        )

    from {{ ref('int_corrected_claims') }}

    where kind <> 'territory' and scope = 'incident'

),

placed as (

    select
        claims.*,
        {{ place_key('claims') }} as place_key,
        -- a province holds its towns; a country holds too much to say that two tell one thing
        case when starts_with(places.parent_id, 'country:') then null else places.parent_id end as parent_key,
        texts.text_id,
        {{ asserter('claims', 'texts') }} as asserter,
        first_actors.bloc as bloc1,
        second_actors.bloc as bloc2,
        {{ incident_family('claims.subkind') }} as family,
        coalesce(claims.date_start, claims.date_end) is null as is_undated,
        -- no word of the text dates it: it may as well have happened the day before
        claims.date_text is null and claims.date_start = claims.published and claims.date_end = claims.published
            as is_dated_by_report,
        {{ told_figure('claims') }} as told,
        claims.date_start is null or claims.date_end is null or claims.date_precision = 'open' as is_open,
        date_diff('day', claims.date_start, claims.date_end) as span_days

    from claims

    -- a reprint adds no claim: its own day of publication would date the same words anew
    inner join {{ ref('int_article_texts') }} as texts
        on claims.article_id = texts.article_id and texts.is_reprint is not true

    left join {{ ref('int_places') }} as places on claims.place_id = places.place_id

    left join {{ ref('int_actors') }} as first_actors on claims.actor1 = first_actors.name

    left join {{ ref('int_actors') }} as second_actors on claims.actor2 = second_actors.name

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
