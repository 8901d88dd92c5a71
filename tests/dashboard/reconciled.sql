-- The reconciled marts of an invented release, made from its invented claims: the columns are those of the mart
-- contracts (a test compares them), the rules are simpler than the real ones.

create temp table told as
with claims as (
    select claim_id, 'event' as kind, event_type as told_as, article_id, place_id, place, date_start, date_end,
        claimed_by, publisher_id, published, actor1_id, actor1, actor2_id, actor2, null::bigint as figure,
        null::bigint as low, null::bigint as high, 'person' as unit, 'unknown' as victim_class
    from marts.fct_events
    union all
    select claim_id, 'casualty', measure, article_id, place_id, place, date_start, date_end, claimed_by, publisher_id,
        published, null, null, null, null, coalesce(value_best, value_low, value_high), coalesce(value_low, value_best),
        value_high, unit, victim_class
    from marts.fct_casualties where scope = 'incident'
),
spoken as (
    select
        claims.*,
        coalesce('source: ' || claimed_by, 'outlet: ' || source.name) as asserter,
        coalesce(claimed_by = 'Ministry of Defence', false) as is_party,
        place_id || coalesce(date_start::varchar, article_id) as happening
    from claims left join marts.dim_source as source on source.source_id = claims.publisher_id
)
select *, 'i' || right(first_value(claim_id) over (partition by happening order by published, claim_id), 16) as incident_id
from spoken;

create temp table judged as
with counted as (
    select *, case when unit <> 'person' then 'not_counted_in_persons' when figure is null then 'no_bound' end as excluded
    from told where kind = 'casualty'
),
latest as (
    select *, excluded is null and row_number() over (
        partition by incident_id, told_as, asserter, excluded is null order by published desc, figure desc, claim_id
    ) = 1 as is_latest
    from counted
)
select *, coalesce(
    excluded,
    case when not is_latest then 'earlier_figure_of_the_same_source' end,
    case when is_party and bool_or(is_latest and not is_party) over (partition by incident_id, told_as)
        then 'party_to_the_conflict' end
) as not_best_because
from latest;

create table marts.bridge_incident_claim as
select
    told.incident_id, told.claim_id, told.kind, told.told_as, told.article_id, told.asserter, false as is_reprint,
    case when told.claim_id <> founder then founder end as linked_claim_id,
    case when told.claim_id <> founder then 9.25::double end as link_score,
    case when told.claim_id <> founder then 'place same, dates same_days, kinds harm_of' end as link_reasons,
    'i' || right(told.claim_id, 16) as own_incident_id,
    coalesce(judged.not_best_because is null, false) and told.kind = 'casualty' as is_behind_best,
    judged.not_best_because, null as correction_ids
from (
    select *, first_value(claim_id) over (partition by incident_id order by published, claim_id) as founder from told
) as told
left join judged using (claim_id)
order by told.incident_id, told.claim_id;

create table marts.fct_incident_tolls as
with counts as (
    select incident_id, told_as as measure, count(*)::integer as n_claims,
        count(*) filter (not_best_because is not null)::integer as n_claims_left_out,
        list(claim_id order by claim_id) filter (not_best_because is null) as best_claim_ids
    from judged group by incident_id, told_as
),
totals as (
    select incident_id, told_as as measure, min(low) as value_low,
        quantile_disc(figure, 0.5) filter (not_best_because is null)::bigint as value_best,
        max(coalesce(high, figure))::bigint as value_high, bool_or(high is null) as high_is_open,
        max(figure) filter (victim_class = 'civilian') as civilians, count(distinct asserter)::integer as n_sources,
        case when count(distinct asserter) = 1 then 'single_source' when min(figure) = max(figure) then 'agree'
            when bool_and(high is null) then 'overlap' else 'conflict' end as agreement
    from judged where not_best_because is null or not_best_because = 'party_to_the_conflict'
    group by incident_id, told_as
)
select
    incident_id, measure, least(value_low, value_best)::bigint as value_low, value_best,
    greatest(value_high, value_best)::bigint as value_high, high_is_open, null::bigint as side_a,
    null::bigint as side_b, least(civilians, value_best)::bigint as civilians,
    (value_best - coalesce(least(civilians, value_best), 0))::bigint as unknown, n_sources, agreement, n_claims,
    n_claims_left_out, best_claim_ids, null::varchar as warning
from counts left join totals using (incident_id, measure)
order by incident_id, measure;

create table marts.fct_incidents as
with happened as (
    select
        incident_id, arg_min(told_as, claim_id) filter (kind = 'event') as event_type,
        any_value(date_start) as date_start, any_value(date_end) as date_end, any_value(place_id) as place_id,
        arg_min(actor1_id, claim_id) filter (kind = 'event') as actor1_id,
        arg_min(actor1, claim_id) filter (kind = 'event') as actor1,
        arg_min(actor2_id, claim_id) filter (kind = 'event') as actor2_id,
        arg_min(actor2, claim_id) filter (kind = 'event') as actor2, count(*)::integer as n_claims,
        count(*) filter (kind = 'event')::integer as n_event_claims,
        count(*) filter (kind = 'casualty')::integer as n_casualty_claims,
        count(distinct article_id)::integer as n_articles, count(distinct asserter)::integer as n_independent_sources,
        min(published) as first_told, max(published) as last_told, arg_min(claim_id, (published, claim_id)) as founder
    from told group by incident_id
)
select
    happened.incident_id, event_type, type.acled_event_type, type.acled_sub_event_type, null::integer as ucdp_type_of_violence,
    date_start, date_end, case when date_start is not null then 'day' end as date_precision,
    case when date_start is not null then 1::integer end as acled_time_precision,
    case when date_start is not null then 1::integer end as ucdp_date_prec,
    happened.place_id, place.name as place, place.admin1, place.country_iso2, place.geo_precision,
    place.where_prec::integer as where_prec, actor1_id, actor1, null::integer as inter1, actor2_id, actor2,
    null::integer as inter2, null::varchar as interaction,
    deaths.value_low as deaths_low, deaths.value_best as deaths_best, deaths.value_high as deaths_high,
    deaths.high_is_open as deaths_high_is_open, deaths.side_a as deaths_side_a, deaths.side_b as deaths_side_b,
    deaths.civilians as deaths_civilians, deaths.unknown as deaths_unknown,
    injured.value_low as injured_low, injured.value_best as injured_best, injured.value_high as injured_high,
    displaced.value_low as displaced_low, displaced.value_best as displaced_best, displaced.value_high as displaced_high,
    happened.n_claims, n_event_claims, n_casualty_claims, n_articles, 0::integer as n_reprints, n_independent_sources,
    coalesce(deaths.agreement, case when n_independent_sources > 1 then 'agree' else 'single_source' end) as agreement,
    first_told, last_told, founder as founder_claim_id, null::varchar as warning
from happened
left join marts.dim_place as place on place.place_id = happened.place_id
left join marts.dim_event_type as type using (event_type)
left join marts.fct_incident_tolls as deaths on deaths.incident_id = happened.incident_id and deaths.measure = 'killed'
left join marts.fct_incident_tolls as injured
    on injured.incident_id = happened.incident_id and injured.measure = 'wounded'
left join marts.fct_incident_tolls as displaced
    on displaced.incident_id = happened.incident_id and displaced.measure = 'displaced'
order by 1;

create table marts.fct_toll_updates as
with told_once as (
    select incident_id, told_as as measure, place_id, place, asserter, article_id, published, max(figure) as told,
        bool_or(high is null) as is_open
    from judged where excluded is null group by all
),
numbered as (
    select *, row_number() over (partition by incident_id, measure order by published, told, asserter)::integer as number,
        max(told) over (partition by incident_id, measure order by published, told, asserter
            rows between unbounded preceding and 1 preceding)::bigint as highest_before
    from told_once
)
select
    incident_id as series_id, number as series_number, 'incident' as scope, measure, incident_id, place_id, place,
    published, asserter, article_id, told::bigint as value_told, is_open, highest_before,
    (told - highest_before)::bigint as change,
    case when highest_before is null then 'first' when told > highest_before then 'rise'
        when told = highest_before then 'same' else 'lower' end as step,
    null::varchar as warning
from numbered
order by series_id, measure, series_number;

create table marts.fct_toll_protocols as
select incident_id, measure, protocol, low::bigint as value_low, best::bigint as value_best, high::bigint as value_high
from (
    select *, unnest([
        {'protocol': 'ours', 'low': value_low, 'best': value_best, 'high': value_high},
        {'protocol': 'acled_conservative', 'low': value_low, 'best': value_low, 'high': value_low},
        {'protocol': 'minimum_maximum', 'low': value_low, 'best': null, 'high': value_high}
    ], recursive := true)
    from marts.fct_incident_tolls where value_best is not null
)
order by incident_id, measure, protocol;

create table marts.fct_disagreements as
select
    'd' || right(tolls.incident_id, 16) as disagreement_id, 'toll' as about, tolls.agreement as kind, tolls.n_sources,
    tolls.incident_id, judged.place_id, judged.place, judged.date_end as as_of, tolls.measure, 'all' as about_whom,
    judged.asserter, case when judged.is_party then 'Syrian government' end as speaks_for,
    case when judged.is_party then 'other_side' end as ledger,
    'asserts' as stance, judged.claim_id, judged.low::double as value_low,
    judged.figure::double as value_best, judged.high::double as value_high
from marts.fct_incident_tolls as tolls
join judged on judged.incident_id = tolls.incident_id and judged.told_as = tolls.measure
where tolls.agreement in ('overlap', 'conflict') and tolls.measure = 'killed'
    and (judged.not_best_because is null or judged.not_best_because = 'party_to_the_conflict')
order by disagreement_id, asserter;

create table marts.fct_territory_timeline as
with shares as (
    select claim.*, coalesce('source: ' || claimed_by, 'outlet: ' || source.name) as asserter,
        lead(claim_id) over (partition by place_id, actor_id, claimed_by, publisher_id order by date_end, claim_id) as later
    from marts.fct_territory as claim left join marts.dim_source as source on source.source_id = claim.publisher_id
)
select
    claim_id || '-told' as timeline_id, claim_id, 'share_held' as entry, false as derived, place_id, place, actor_id,
    actor, asserter, date_end as as_of, published, qualifier, stated_value, base, pct_low, pct_best, pct_high,
    quoted_text, later as superseded_by_claim_id, null as clashing_claim_ids, null::varchar as warning
from shares where date_end is not null
union all
select claim_id || '-others', claim_id, 'share_of_others', true, place_id, place, actor_id, actor, asserter, date_end,
    published, null, null, base, coalesce(100 - pct_high, 0), 100 - pct_best, coalesce(100 - pct_low, 100), quoted_text,
    later, null, null
from shares where date_end is not null
union all
select claim_id || '-event', claim_id, if(event_type = 'withdrawal', 'withdrew', 'captured'), false, place_id, place,
    actor1_id, actor1, coalesce('source: ' || claimed_by, 'outlet: ' || source.name), date_end, published, null, null,
    null, null, null, null, quoted_text, null, null, null
from marts.fct_events as event left join marts.dim_source as source on source.source_id = event.publisher_id
where event_type in ('territory_captured', 'withdrawal') and date_end is not null
order by place, as_of, timeline_id;

insert into marts.fct_disagreements
select
    'd' || right(denial.claim_id, 16), 'happening', 'denial', 2, null, place.place_id, denial.place, null, 'happened',
    'government:SY', 'source: ' || denial.claimed_by, null, null, 'denies', denial.claim_id, null, null, null
from marts.fct_claims_set_aside as denial join marts.dim_place as place on place.name = denial.place
union all
select
    'd' || right(denial.claim_id, 16), 'happening', 'denial', 2, null, event.place_id, event.place, null, 'happened',
    'government:SY', 'outlet: told', null, null, 'asserts', event.claim_id, null, null, null
from marts.fct_claims_set_aside as denial
join (select article_id, any_value(claim_id) as claim_id, any_value(place_id) as place_id, any_value(place) as place
      from marts.fct_events group by article_id) as event using (article_id);

create table marts.fct_territory_monthly as
select
    timeline_id || month_start as row_id, month_start, timeline_id, claim_id, place_id, place, actor_id, actor, asserter,
    entry, derived, base, pct_low, pct_best, pct_high, as_of as told_as_of,
    date_diff('day', as_of, last_day(month_start))::integer as age_days, 0::integer as n_changes_since
from (
    select *, date_trunc('month', as_of)::date as month_start from marts.fct_territory_timeline
    where entry in ('share_held', 'share_lost', 'share_of_others')
);

create table marts.fct_corrections as
select '' as correction_id, '' as claim_id, '' as field, '' as old_value, '' as found_value, '' as new_value,
    '' as reason, '' as made_by, date '2026-01-01' as made_on, '' as status
where false;

-- What hand-made history would say: the incident with most claims had one claim less, and another key before that.
create table marts.fct_changes as
with told as (
    select incident_id, founder_claim_id, deaths_best, place, n_claims
    from marts.fct_incidents order by n_claims desc, incident_id limit 1
)
select 1::bigint as change_number, 'release-1' as release, timestamp '2026-11-20 08:00:00' as recorded_at,
    'fct_incidents' as table_name, incident_id as row_key, 'insert' as change, 'history_begins' as reason,
    null::varchar[] as changed_columns, null::json as before, json_object('place', place) as after
from told
union all
select 2, 'release-2', timestamp '2026-11-21 08:00:00', 'bridge_incident_claim', founder_claim_id, 'insert',
    'new_article', null, null, json_object('incident_id', incident_id)
from told
union all
select 3, 'release-2', timestamp '2026-11-21 08:00:00', 'fct_incidents', incident_id, 'update', 'new_article',
    ['n_claims', 'last_told'], json_object('n_claims', n_claims - 1), json_object('n_claims', n_claims)
from told;

create table marts.fct_incident_redirects as
select 'i0000000000000000' as superseded_id, incident_id, 'first_claim' as led_by, 'release-2' as since_release,
    timestamp '2026-11-21 08:00:00' as since, 'new_extractor' as reason, [founder_claim_id] as claim_ids
from (from marts.fct_incidents order by n_claims desc, incident_id limit 1)
union all
select 'i1111111111111111', null, 'nothing', 'release-2', timestamp '2026-11-21 08:00:00', 'article_removed', [];

create table marts.fct_coverage as
with months as (
    select unnest(generate_series(date_trunc('month', min(published)), date_trunc('month', max(published)), interval 1 month))::date
        as month_start
    from marts.dim_article
),
articles as (
    select date_trunc('month', published)::date as month_start, coalesce(publisher, 'not stated') as publisher, count(*) as n
    from marts.dim_article group by all
)
select month_start, publisher, coalesce(articles.n, 0) as n_articles, articles.n as n_casualty_claims,
    articles.n as n_territory_claims, articles.n as n_event_claims
from months cross join (select distinct publisher from articles) left join articles using (month_start, publisher);
