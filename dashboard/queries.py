"""All SQL of the pages. Every function returns a query; nothing here runs one."""

from __future__ import annotations

from database import MOST_ROWS, Query
from filters import OWN_VOICE, Filters, merged, where

FACTS = {"casualties": "fct_casualties", "territory": "fct_territory", "events": "fct_events"}

# An article without a title is called by its first words.
HEADING = "coalesce(article.title, left(article.body, 90) || '…')"
SENTENCE = 60  # characters; shorter ones are alike by chance
# What a claim of each kind is about, in the columns that a list of mixed claims has.
SUMMARY = {
    "casualties": "measure as what, value_low as low, value_best as best, value_high as high",
    "territory": "relation as what, pct_low as low, pct_best as best, pct_high as high",
    "events": "event_type as what, null::double as low, null::double as best, null::double as high",
}
COMMON = """claim_id, article_id, sentence_id, char_start, char_end, quoted_text, place_id, place,
    date_start, date_end, date_precision, claimed_by_id, claimed_by, publisher_id, published, modality"""


def release_facts() -> Query:
    return Query("""
select
    meta_release.*,
    (select min(published) from marts.dim_article) as first_published,
    (select max(published) from marts.dim_article) as last_published
from marts.meta_release as meta_release""")


def options() -> Query:
    """Everything a filter can be set to: one row per facet and id, with its number of claims, most first."""
    return Query(f"""
with claims as (
    select place_id, claimed_by_id, publisher_id, [victim_actor_id, perpetrator_actor_id] as actor_ids
    from marts.fct_casualties
    union all
    select place_id, claimed_by_id, publisher_id, [actor_id] from marts.fct_territory
    union all
    select place_id, claimed_by_id, publisher_id, [actor1_id, actor2_id] from marts.fct_events
),
used as (
    select 'place' as facet, place_id as id, count(*) as n from claims group by place_id
    union all
    select 'claimant', coalesce(claimed_by_id, '{OWN_VOICE}'), count(*) from claims group by 2
    union all
    select 'publisher', publisher_id, count(*) from claims group by publisher_id
    union all
    select 'actor', actor_id, count(*) from (select unnest(actor_ids) as actor_id from claims) group by actor_id
),
named as (
    select 'place' as facet, place_id as id, name, country as hint from marts.dim_place
    union all
    select 'actor', actor_id, name, kind from marts.dim_actor
    union all
    select 'claimant', source_id, name, kind from marts.dim_source
    union all
    select 'publisher', source_id, name, kind from marts.dim_source
    union all
    select 'claimant', '{OWN_VOICE}', 'The article itself', null
),
-- a province without claims of its own can still be asked for: its towns have them
parents as (
    select distinct 'place' as facet, parent_id as id, 0 as n from marts.dim_place where parent_id is not null
)
select named.facet, named.id, named.name, named.hint, sum(found.n)::bigint as n
from (from used union all from parents) as found
join named on named.facet = found.facet and named.id = found.id
group by named.facet, named.id, named.name, named.hint
order by named.facet, n desc, named.name""")


def date_range() -> Query:
    """One row: the first and the last day that any claim or article tells of."""
    dates = "\n    union all\n    ".join(
        f"select coalesce(date_start, date_end) as first_day, coalesce(date_end, date_start) as last_day from marts.{t}"
        for t in FACTS.values()
    )
    return Query(f"""
select min(first_day) as first_day, max(last_day) as last_day from (
    {dates}
    union all
    select published, published from marts.dim_article
)""")


def claims(kind: str, filters: Filters, extra: tuple[str, ...] = (), **values: object) -> tuple[str, dict]:
    """Return (FROM and WHERE clause, parameters) for the claims of one kind that pass the filters."""
    conditions, parameters = filters.conditions(FACTS[kind])
    return f"from marts.{FACTS[kind]}\n{where([*conditions, *extra])}", merged(parameters, values)


def all_claims(filters: Filters) -> tuple[str, dict]:
    """Return (SELECT over the claims of all three kinds, parameters), in their common columns."""
    parts, parameters = [], {}
    for kind in FACTS:
        source, values = claims(kind, filters)
        parts.append(f"select '{kind}' as kind, {COMMON},\n    {SUMMARY[kind]}\n{source}")
        parameters = merged(parameters, values)
    return "\nunion all\n".join(parts), parameters


def counts(filters: Filters) -> Query:
    """One row: how many claims of each kind, articles, claimants and undated claims there are."""
    source, parameters = all_claims(filters)
    return Query(
        f"""
with claims as (
{source}
)
select
    count(*) filter (kind = 'casualties') as casualties,
    count(*) filter (kind = 'territory') as territory,
    count(*) filter (kind = 'events') as events,
    count(*) as claims,
    count(distinct article_id) as articles,
    count(distinct claimed_by) as claimants,
    count(*) filter (date_start is null and date_end is null) as undated
from claims""",
        parameters,
    )


def claims_by_period(filters: Filters, unit: str) -> Query:
    """Number of dated claims by period and kind; a period without claims has no row."""
    source, parameters = all_claims(filters)
    return Query(
        f"""
with claims as (
{source}
)
select date_trunc($unit, coalesce(date_start, date_end))::date as period, kind, count(*) as n
from claims
where coalesce(date_start, date_end) is not null
group by period, kind
order by period, kind""",
        merged(parameters, {"unit": unit}),
    )


def coverage() -> Query:
    """Articles and claims by month of publication and publisher, every month; null claims where nothing was read."""
    return Query("""
select month_start as month, publisher, n_articles as articles,
    n_casualty_claims + n_territory_claims + n_event_claims as claims
from marts.fct_coverage
order by month, publisher""")


def top(filters: Filters, column: str, limit: int = 8) -> Query:
    """The values of ``column`` (place, claimed_by) with the most claims."""
    source, parameters = all_claims(filters)
    return Query(
        f"""
with claims as (
{source}
)
select {column} as name, count(*) as claims, count(distinct article_id) as articles
from claims
where {column} is not null
group by {column}
order by claims desc, name
limit {limit}""",
        parameters,
    )


def casualties(filters: Filters, measure: str, scopes: list[str], victims: list[str], limit: int = MOST_ROWS) -> Query:
    """Casualty claims of one measure with all that the page shows, newest first."""
    source, parameters = claims(
        "casualties",
        filters,
        ("measure = $measure", "scope in (select unnest($scopes))", "victim_class in (select unnest($victims))"),
        measure=measure,
        scopes=scopes,
        victims=victims,
    )
    return Query(
        f"""
with claims as (
    select *
    {source}
)
select claims.*, {HEADING} as title, article.publisher, perpetrator.side as perpetrator_side
from claims
join marts.dim_article as article using (article_id)
left join marts.dim_actor as perpetrator on perpetrator.actor_id = claims.perpetrator_actor_id
order by coalesce(date_start, date_end) desc nulls last, claim_id
limit {limit}""",
        parameters,
    )


def measures() -> Query:
    """Measures with their number of claims in the whole release, most first."""
    return Query("select measure, count(*) as n from marts.fct_casualties group by measure order by n desc, measure")


def territory(filters: Filters, limit: int = MOST_ROWS) -> Query:
    """Claimed shares of places, oldest first."""
    source, parameters = claims("territory", filters)
    return Query(
        f"""
with claims as (
    select *
    {source}
)
select claims.*, {HEADING} as title, article.publisher, actor.side as actor_side
from claims
join marts.dim_article as article using (article_id)
left join marts.dim_actor as actor on actor.actor_id = claims.actor_id
order by coalesce(date_start, date_end) nulls last, claim_id
limit {limit}""",
        parameters,
    )


EVENT_TYPES = ("event_type in (select unnest($types))",)


def events(filters: Filters, types: list[str], page: int, size: int) -> Query:
    """One page of events, newest first, undated ones last."""
    source, parameters = claims("events", filters, EVENT_TYPES if types else ())
    return Query(
        f"""
with claims as (
    select *
    {source}
)
select claims.*, {HEADING} as title, article.publisher, event_type.label, one.side as actor1_side
from claims
join marts.dim_article as article using (article_id)
left join marts.dim_event_type as event_type using (event_type)
left join marts.dim_actor as one on one.actor_id = claims.actor1_id
order by coalesce(date_start, date_end) desc nulls last, date_start nulls last, date_end, place, claim_id
limit {size} offset {size * (page - 1)}""",
        parameters | ({"types": types} if types else {}),
    )


def events_by_period(filters: Filters, types: list[str], unit: str) -> Query:
    """Number of events by period and type; the first row with a null period counts the undated ones."""
    source, parameters = claims("events", filters, EVENT_TYPES if types else ())
    return Query(
        f"""
select date_trunc($unit, coalesce(date_start, date_end))::date as period, event_type, label, count(*) as n
from (select * {source}) as claims
left join marts.dim_event_type using (event_type)
group by period, event_type, label
order by period nulls first, event_type""",
        parameters | {"unit": unit} | ({"types": types} if types else {}),
    )


CHANGES_OF_CONTROL = ["territory_captured", "withdrawal", "siege_imposed", "siege_broken", "offensive_launched"]


def changes_at(filters: Filters, place_id: str) -> Query:
    """Captures, withdrawals, sieges and offensives at one place, oldest first, whatever place is filtered for."""
    source, parameters = claims("events", filters.without("places"), ("place_id = $place_id",
                                "event_type in (select unnest($types))"), place_id=place_id,
                                types=CHANGES_OF_CONTROL)  # fmt: skip
    return Query(
        f"""
with claims as (
    select *
    {source}
)
select claims.*, {HEADING} as title, article.publisher, label
from claims
join marts.dim_article as article using (article_id)
left join marts.dim_event_type as type on type.event_type = claims.event_type
order by coalesce(date_start, date_end) nulls last, claim_id""",
        parameters,
    )


def event_types() -> Query:
    return Query("""
select event_type, label, count(*) as n
from marts.fct_events left join marts.dim_event_type using (event_type)
group by event_type, label order by n desc, event_type""")


def located(filters: Filters) -> Query:
    """Claims by place: one row per place, located or not, with counts and the largest toll of an incident."""
    source, parameters = all_claims(filters)
    return Query(
        f"""
with claims as (
{source}
)
select
    place_id, coalesce(any_value(dim_place.name), any_value(claims.place), 'no place stated') as place,
    any_value(dim_place.kind) as kind, any_value(dim_place.country) as country,
    any_value(latitude) as latitude, any_value(longitude) as longitude,
    any_value(geo_precision) as geo_precision,
    count(*) as claims,
    count(*) filter (claims.kind = 'events') as events,
    count(*) filter (claims.kind = 'casualties') as casualties,
    count(*) filter (claims.kind = 'territory') as territory,
    count(distinct article_id) as articles,
    min(coalesce(date_start, date_end)) as first_date,
    max(coalesce(date_end, date_start)) as last_date
from claims left join marts.dim_place using (place_id)
group by place_id
order by claims desc, place""",
        parameters,
    )


def parties(filters: Filters) -> Query:
    """The side named most often in what is claimed about each place, and how often: of harm, who did it."""
    sources, parameters = [], {}
    for kind, columns in (("events", ("actor1_id", "actor2_id")), ("territory", ("actor_id",)),
                          ("casualties", ("perpetrator_actor_id",))):  # fmt: skip
        source, values = claims(kind, filters)
        sources.append(f"select place_id, unnest([{', '.join(columns)}]) as actor_id\n{source}")
        parameters = merged(parameters, values)
    union = "\nunion all\n".join(sources)
    return Query(
        f"""
with named as (
{union}
),
counted as (
    select named.place_id, actor.side, count(*) as n
    from named join marts.dim_actor as actor on actor.actor_id = named.actor_id
    where named.place_id is not null and actor.side is not null
    group by named.place_id, actor.side
)
select place_id, arg_max(side, (n, side)) as side, max(n) as named, sum(n)::bigint as of_named
from counted group by place_id""",
        parameters,
    )


def points() -> Query:
    """The middle of every place that has one."""
    return Query("select place_id, latitude, longitude from marts.dim_place where latitude is not null")


def claims_at(filters: Filters, place_id: str | None, limit: int = 500) -> Query:
    """The claims of all kinds about one place (None: those without a place)."""
    source, parameters = all_claims(filters)
    return Query(
        f"""
with claims as (
{source}
)
select claims.*, {HEADING} as title, article.publisher
from claims join marts.dim_article as article using (article_id)
where place_id is not distinct from $place_id
order by coalesce(date_start, date_end) desc nulls last, claim_id
limit {limit}""",
        merged(parameters, {"place_id": place_id}),
    )


def claims_by_id(kind: str, claim_ids: list[str]) -> Query:
    """All columns of some claims of one kind, newest first."""
    label = "(select label from marts.dim_event_type as type where type.event_type = claim.event_type)"
    label = label if kind == "events" else "null"
    return Query(
        f"""
select claim.*, {label} as label, {HEADING} as title, article.publisher
from marts.{FACTS[kind]} as claim join marts.dim_article as article using (article_id)
where claim_id in (select unnest($claim_ids))
order by coalesce(date_start, date_end) desc nulls last, claim_id""",
        {"claim_ids": claim_ids},
    )


def articles(filters: Filters, limit: int = 2_000) -> Query:
    """Articles that have a claim passing the filters (all articles if there are no filters), newest first."""
    source, parameters = all_claims(filters)
    join = "join" if filters.active() else "left join"
    return Query(
        f"""
with claims as (
{source}
),
counted as (
    select
        article_id, count(*) filter (kind = 'casualties') as casualties,
        count(*) filter (kind = 'territory') as territory, count(*) filter (kind = 'events') as events
    from claims group by article_id
)
select
    article_id, {HEADING} as title, published, publisher, agency, dateline, word_count,
    n_appearances,
    coalesce(casualties, 0) as casualties, coalesce(territory, 0) as territory, coalesce(events, 0) as events
from marts.dim_article as article {join} counted using (article_id)
order by published desc, article_id
limit {limit}""",
        parameters,
    )


def article(article_id: str) -> Query:
    return Query("from marts.dim_article where article_id = $article_id", {"article_id": article_id})


def near_duplicates(article_id: str) -> Query:
    """Articles that print sentences of this one, word for word, most first: reprints and agency copy."""
    return Query(
        f"""
with own as (
    select distinct lower(text) as words from marts.dim_sentence
    where article_id = $article_id and length(text) >= {SENTENCE}
),
shared as (
    select sentence.article_id, count(distinct lower(sentence.text)) as n
    from marts.dim_sentence as sentence join own on own.words = lower(sentence.text)
    where sentence.article_id <> $article_id
    group by sentence.article_id
)
select article_id, {HEADING} as title, published, publisher, shared.n, (select count(*) from own) as of_n
from shared join marts.dim_article as article using (article_id)
where shared.n >= 2
order by shared.n desc, published, article_id
limit 12""",
        {"article_id": article_id},
    )


def article_spans(article_id: str) -> Query:
    """Every quoted span of an article, in reading order: claims, further mentions of events, claims set aside."""
    return Query(
        """
select claim_id, 'casualties' as kind, char_start, char_end, quoted_text, measure as what,
    value_low as low, value_best as best, value_high as high, claimed_by, place, date_start, date_end, date_precision,
    victim_text as detail, vague_term, modality
from marts.fct_casualties where article_id = $article_id
union all
select claim_id, 'territory', char_start, char_end, quoted_text, relation, pct_low, pct_best, pct_high, claimed_by,
    place, date_start, date_end, date_precision, actor, null, modality
from marts.fct_territory where article_id = $article_id
union all
select event.claim_id, 'events', mention.char_start, mention.char_end, mention.quoted_text,
    coalesce(label, event.event_type), null, null, null, claimed_by, place, date_start, date_end, date_precision,
    concat_ws(' → ', actor1, actor2), null, modality
from marts.fct_events as event
join marts.bridge_event_mention as mention using (claim_id)
left join marts.dim_event_type as type on type.event_type = event.event_type
where event.article_id = $article_id
union all
select claim_id, 'set aside', char_start, char_end, quoted_text, kind || ': ' || reason, null, null, null, claimed_by,
    null, null, null, null, null, null, modality
from marts.fct_claims_set_aside where article_id = $article_id
order by char_start, char_end desc, claim_id""",
        {"article_id": article_id},
    )


def claim(kind: str, claim_id: str) -> Query:
    """All columns of one claim, with its sentence's place in the article and the article's title."""
    return Query(
        f"""
select claim.*, {HEADING} as title, article.publisher, article.url, article.agency, article.body
from marts.{FACTS[kind]} as claim join marts.dim_article as article using (article_id)
where claim_id = $claim_id""",
        {"claim_id": claim_id},
    )


def kind_of(claim_id: str) -> Query:
    """Which fact table holds this claim: one row, or none."""
    return Query(
        "\nunion all\n".join(
            f"select '{kind}' as kind from marts.{table} where claim_id = $claim_id" for kind, table in FACTS.items()
        ),
        {"claim_id": claim_id},
    )


def checks() -> Query:
    return Query("from quality.check_results order by status = 'passed', severity, suite, check_name")


def build_runs() -> Query:
    return Query("from quality.build_runs order by built_at desc limit 30")


def volumes() -> Query:
    """Rows of each table after the newest build."""
    return Query("""
select table_name, n_rows from quality.volumes
where build_id = (select arg_max(build_id, built_at) from quality.volumes) order by table_name""")


def check_history() -> Query:
    """Failed checks by build and severity; a build in which all passed has a row with 0."""
    return Query("""
select strftime(built_at, '%Y-%m-%d %H:%M') as run, severity, count(*) filter (status <> 'passed') as n
from quality.check_history group by run, severity order by run, severity""")


def dbt_tests() -> Query:
    """Tests of the newest build, those that did not pass first."""
    return Query("""
select test_name, kind, table_name, column_name, severity, status, failing_rows, message
from quality.dbt_test_results
where build_id = (select arg_max(build_id, built_at) from quality.dbt_test_results)
order by status = 'pass', table_name, column_name, test_name""")


def accuracy() -> Query:
    return Query("select part, kind, figure, value, low, high, n from quality.accuracy order by part, kind, figure")


def first_release() -> Query:
    """The oldest release that the log knows: where recorded history begins."""
    return Query("select version from quality.release_log order by built_at, version limit 1")


def rejects() -> Query:
    return Query("from quality.rejects order by file, line limit 500")


def vocabulary() -> Query:
    """Our event types with the codes that other projects use for them."""
    return Query("""
select event_type, label, description, acled_event_type, acled_sub_event_type, plover_type, plover_mode,
    ucdp_type_of_violence
from marts.dim_event_type order by event_type""")


def dictionary() -> Query:
    return Query("""
select table_name, column_name, data_type, description, grain
from marts.meta_dictionary order by table_schema, table_name, column_position""")


def columns() -> Query:
    """Tables and columns that the SQL page lists, with the dictionary's words where it has them."""
    return Query("""
select
    tab.schema_name, tab.table_name, col.column_name, col.data_type, tab.estimated_size as n_rows,
    dictionary.description, dictionary.grain
from duckdb_tables() as tab
join duckdb_columns() as col using (schema_name, table_name)
left join marts.meta_dictionary as dictionary
    on dictionary.table_name = tab.table_name and dictionary.column_name = col.column_name
where tab.schema_name in ('marts', 'quality')
order by tab.schema_name, tab.table_name, col.column_index""")
