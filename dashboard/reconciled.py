"""All SQL over incidents and what is reconciled from them: tolls, chains, protocols, disagreements, shares in time.

Like :mod:`queries`, nothing here runs a query.
"""

from __future__ import annotations

import queries
from database import MOST_ROWS, Query
from filters import BELOW_PLACES, Filters, merged, where

TABLE = "marts.fct_incidents"
ACCEPTED = "from marts.fct_corrections where field = 'accept' and status = 'applied'"
SORTS = {
    "most sources": "n_independent_sources desc, n_claims desc",
    "newest": "coalesce(date_start, date_end) desc nulls last",
    "most deaths": "deaths_best desc nulls last",
    "widest apart": "deaths_high / greatest(deaths_low, 1) desc nulls last, deaths_high desc nulls last",
}


def conditions(filters: Filters) -> tuple[list[str], dict]:
    """Return conditions on fct_incidents and their parameters.

    Dates, places and parties are those of the incident; who says it, who printed it and words in the quote are asked of
    its claims: one that passes is enough.
    """
    found, values = [], {}
    if filters.dates:
        values |= {"date_from": filters.dates[0], "date_to": filters.dates[1]}
        found.append(
            "last_told >= $date_from and first_told <= $date_to"
            if filters.date_axis == "published"
            else "coalesce(date_end, date_start) >= $date_from and coalesce(date_start, date_end) <= $date_to"
        )
    if filters.places:
        found.append(BELOW_PLACES)
        values["places"] = list(filters.places)
    if filters.actors:
        found.append("(actor1_id in (select unnest($actors)) or actor2_id in (select unnest($actors)))")
        values["actors"] = list(filters.actors)
    told = Filters(claimants=filters.claimants, publishers=filters.publishers, words=filters.words)
    if told.active():
        source, parameters = queries.all_claims(told)
        found.append(f"""incident_id in (
        select incident_id from marts.bridge_incident_claim where claim_id in (select claim_id from (
{source}
        ))
    )""")
        values = merged(values, parameters)
    return found, values


def chosen(filters: Filters, types: list[str] = (), agreements: list[str] = ()) -> tuple[str, dict]:
    """Return (FROM and WHERE clause, parameters) for the incidents that pass the filters."""
    found, values = conditions(filters)
    if types:
        found.append("event_type in (select unnest($types))")
        values["types"] = list(types)
    if agreements:
        found.append("agreement in (select unnest($agreements))")
        values["agreements"] = list(agreements)
    return f"from {TABLE}\n{where(found)}", values


def summary(filters: Filters, types: list[str] = (), agreements: list[str] = ()) -> Query:
    """One row: how many incidents, claims and sources, how sources compare, and the deaths told, added up.

    Incidents are different happenings, so their best figures may be added; bounds add up to bounds.
    """
    source, parameters = chosen(filters, types, agreements)
    return Query(
        f"""
select
    count(*) as incidents,
    coalesce(sum(n_claims), 0)::bigint as claims,
    count(*) filter (n_independent_sources > 1) as several_sources,
    count(*) filter (agreement = 'conflict') as conflicts,
    count(*) filter (agreement = 'overlap') as overlaps,
    count(deaths_best) as with_deaths,
    sum(deaths_low)::bigint as low,
    sum(deaths_best)::bigint as best,
    sum(deaths_high)::bigint as high,
    bool_or(deaths_high_is_open) as is_open,
    count(*) filter (date_start is null and date_end is null) as undated
{source}""",
        parameters,
    )


def incidents(
    filters: Filters, types: list[str], agreements: list[str], sort: str, size: int = MOST_ROWS, page: int = 1
) -> Query:
    """One page of incidents with the middle of their place, if it has one."""
    source, parameters = chosen(filters, types, agreements)
    return Query(
        f"""
with incidents as (
    select *
    {source}
)
select
    incidents.*, type.label, place.latitude, place.longitude, one.side as actor1_side,
    (select string_agg(distinct measure, ', ' order by measure) from marts.fct_incident_tolls as toll
        where toll.incident_id = incidents.incident_id) as measures
from incidents
left join marts.dim_event_type as type on type.event_type = incidents.event_type
left join marts.dim_place as place on place.place_id = incidents.place_id
left join marts.dim_actor as one on one.actor_id = incidents.actor1_id
order by {SORTS[sort]}, incident_id
limit {size} offset {size * (page - 1)}""",
        parameters,
    )


def deaths(filters: Filters, types: list[str], agreements: list[str], limit: int) -> Query:
    """Deaths told of dated incidents, newest first: what the chart of the list draws."""
    source, parameters = chosen(filters, types, agreements)
    return Query(
        f"""
select
    incident_id, coalesce(date_start, date_end) as day, place, actor1, event_type, agreement, n_independent_sources,
    deaths_low, deaths_best, deaths_high, deaths_high_is_open
from (select * {source})
where deaths_best is not null and coalesce(date_start, date_end) is not null
order by day desc, incident_id
limit {limit}""",
        parameters,
    )


def incident(incident_id: str) -> Query:
    """One incident, by its key or by one that it had before: none or one row."""
    return Query(
        f"""
select incident.*, type.label, place.latitude, place.longitude
from {TABLE} as incident
left join marts.dim_event_type as type on type.event_type = incident.event_type
left join marts.dim_place as place on place.place_id = incident.place_id
where incident.incident_id = coalesce(
    (select incident_id from {TABLE} where incident_id = $incident_id),
    (select incident_id from marts.bridge_incident_claim where own_incident_id = $incident_id)
)""",
        {"incident_id": incident_id},
    )


def near(incident_id: str, limit: int = 300) -> Query:
    """Other incidents, those of the same place first, then the nearest in time: what one may be the same as."""
    return Query(
        f"""
with this as (
    select place_id, coalesce(date_start, date_end) as day from {TABLE} where incident_id = $incident_id
)
select other.incident_id, type.label, other.event_type, other.place, other.date_start, other.date_end,
    other.date_precision, other.n_claims
from {TABLE} as other
cross join this
left join marts.dim_event_type as type on type.event_type = other.event_type
where other.incident_id <> $incident_id
order by
    other.place_id = this.place_id desc nulls last,
    abs(date_diff('day', coalesce(other.date_start, other.date_end), this.day)) nulls last, other.incident_id
limit {limit}""",
        {"incident_id": incident_id},
    )


def tolls(incident_id: str) -> Query:
    return Query(
        "from marts.fct_incident_tolls where incident_id = $incident_id order by measure = 'killed' desc, measure",
        {"incident_id": incident_id},
    )


def protocols(incident_id: str) -> Query:
    return Query(
        "from marts.fct_toll_protocols where incident_id = $incident_id order by measure = 'killed' desc, measure",
        {"incident_id": incident_id},
    )


def updates(incident_id: str) -> Query:
    """The chain of an incident's tolls in the order in which they were published."""
    return Query(
        """
from marts.fct_toll_updates where incident_id = $incident_id
order by measure = 'killed' desc, measure, series_number""",
        {"incident_id": incident_id},
    )


def tellings(incident_id: str) -> Query:
    """Every claim that tells an incident, with its words, its figure, its source and why it belongs."""
    return Query(
        f"""
with claims as (
    select claim_id, 'casualties' as kind, quoted_text, measure as what, value_low, value_best, value_high, vague_term,
        victim_text, victim_class, part_of_claim_id, place_id, place, place_text, date_start, date_end, date_precision,
        claimed_by, published, null as actor1, null as actor2, char_start, article_id
    from marts.fct_casualties
    union all
    select claim_id, 'events', quoted_text, event_type, null, null, null, null, null, null, null, place_id, place,
        place_text, date_start, date_end, date_precision, claimed_by, published, actor1, actor2, char_start, article_id
    from marts.fct_events
),
accepted as (
    select claim_id, min(made_by || ' on ' || made_on) as accepted_by {ACCEPTED} group by claim_id
)
select
    bridge.incident_id, bridge.claim_id, claims.* exclude (claim_id, char_start), type.label, bridge.asserter,
    bridge.is_behind_best, bridge.not_best_because, bridge.linked_claim_id, bridge.link_score, bridge.link_reasons,
    bridge.correction_ids, accepted_by, {queries.HEADING} as title, article.publisher, article.url
from marts.bridge_incident_claim as bridge
join claims using (claim_id)
join marts.dim_article as article on article.article_id = claims.article_id
left join marts.dim_event_type as type on type.event_type = claims.what
left join accepted using (claim_id)
where bridge.incident_id = $incident_id
order by published, claims.article_id, char_start""",
        {"incident_id": incident_id},
    )


def of_claim(claim_id: str) -> Query:
    """The incident that a claim tells: none or one row."""
    return Query(
        """
select incident_id, asserter, is_behind_best, not_best_because, incident.n_claims, incident.n_independent_sources
from marts.bridge_incident_claim as bridge join marts.fct_incidents as incident using (incident_id)
where claim_id = $claim_id""",
        {"claim_id": claim_id},
    )


def correctable(claim_id: str) -> Query:
    """What of a claim can be corrected, as the reconciliation reads it: none or one row.

    Of a withdrawal, who gained comes first; of harm, who did it; of a share, who holds it. Shares and the tolls of
    campaigns and wars are in no incident.
    """
    return Query(
        f"""
with claims as (
    select claim_id, 'events' as kind, article_id, quoted_text, char_start, char_end, published, place_id, place,
        case when event_type = 'withdrawal' then actor2 else actor1 end as actor1,
        case when event_type = 'withdrawal' then actor1 else actor2 end as actor2,
        date_start, date_end, claimed_by, null as value_low, null as value_best, null as value_high, null as scope,
        null as measure, event_type, null as pct_low, null as pct_best, null as pct_high, null as relation
    from marts.fct_events
    union all
    select claim_id, 'casualties', article_id, quoted_text, char_start, char_end, published, place_id, place,
        perpetrator, victim_actor, date_start, date_end, claimed_by, value_low, value_best, value_high, scope, measure,
        null, null, null, null, null
    from marts.fct_casualties
    union all
    select claim_id, 'territory', article_id, quoted_text, char_start, char_end, published, place_id, place,
        actor, null, date_start, date_end, claimed_by, null, null, null, null, null, null, pct_low,
        pct_best, pct_high, relation
    from marts.fct_territory
)
select claims.*, bridge.incident_id, coalesce(bridge.asserter, 'source: ' || claimed_by) as asserter,
    bridge.not_best_because, bridge.link_score, bridge.link_reasons,
    {queries.HEADING} as title, article.publisher, article.body
from claims
join marts.dim_article as article using (article_id)
left join marts.bridge_incident_claim as bridge using (claim_id)
where claim_id = $claim_id""",
        {"claim_id": claim_id},
    )


EVERY_CLAIM = "every claim"
WORTH_A_LOOK = {
    "figures that conflict": "incident.agreement = 'conflict'",
    "weak links": "bridge.link_score < 8",
    "claims with a note": "claims.warning is not null",
    EVERY_CLAIM: "true",
}


def to_review(filters: Filters, why: str) -> Query:
    """Claims that a person may want to look at, those of the most told incidents first.

    Who accepted a claim has looked: it is listed among every claim only.
    """
    found, values = conditions(filters)
    unread = [] if why == EVERY_CLAIM else ["accepted_by is null"]
    narrowed = where([WORTH_A_LOOK[why], *unread, *found])
    return Query(
        f"""
with claims as (
    select claim_id, quoted_text, warning from marts.fct_casualties
    union all
    select claim_id, quoted_text, warning from marts.fct_events
),
accepted as (
    select claim_id, min(made_by) as accepted_by {ACCEPTED} group by claim_id
)
select
    bridge.claim_id, bridge.told_as, incident.place, incident.date_start, incident.date_end, incident.date_precision,
    bridge.asserter, bridge.link_score, claims.warning, claims.quoted_text, bridge.incident_id, accepted_by
from marts.bridge_incident_claim as bridge
join {TABLE} as incident using (incident_id)
join claims using (claim_id)
left join accepted using (claim_id)
{narrowed}
order by incident.n_claims desc, bridge.incident_id, bridge.kind, bridge.claim_id
limit {MOST_ROWS}""",
        values,
    )


def acceptances(claim_id: str) -> Query:
    """Who read a claim and found it right: mostly none or one row."""
    return Query(
        f"select correction_id, made_by, made_on, reason {ACCEPTED} and claim_id = $claim_id order by correction_id",
        {"claim_id": claim_id},
    )


def applied_corrections() -> Query:
    return Query("from marts.fct_corrections order by correction_id desc")


def names_of_parties() -> Query:
    return Query("select name from marts.dim_actor order by name")


def names_of_speakers() -> Query:
    return Query("""
select name from marts.dim_source union select name from marts.dim_actor where resolved order by name""")


def names_of_places() -> Query:
    return Query("""
select place_id, name, coalesce(admin1, country) as hint from marts.dim_place where resolved order by name, place_id""")


def totals(filters: Filters, measure: str) -> Query:
    """One row: what the incidents that pass the filters tell of one measure, reconciled and added up."""
    source, parameters = chosen(filters)
    return Query(
        f"""
with incidents as (
    select incident_id
    {source}
)
select
    count(value_best) as incidents,
    count(*) filter (value_best is null) as without_figure,
    sum(value_low)::bigint as low,
    sum(value_best)::bigint as best,
    sum(value_high)::bigint as high,
    bool_or(high_is_open) as is_open,
    count(*) filter (agreement = 'conflict') as conflicts,
    coalesce(sum(n_claims), 0)::bigint as claims,
    coalesce(sum(n_claims_left_out), 0)::bigint as left_out
from marts.fct_incident_tolls join incidents using (incident_id)
where measure = $measure""",
        merged(parameters, {"measure": measure}),
    )


def totals_by_incident(filters: Filters, measure: str) -> Query:
    """The incidents behind a total, largest first."""
    source, parameters = chosen(filters)
    return Query(
        f"""
with incidents as (
    select *
    {source}
)
select
    incident_id, coalesce(label, incidents.event_type) as what, place, date_start, date_end, date_precision, value_low,
    value_best, value_high, high_is_open, toll.agreement, toll.n_sources, toll.n_claims, toll.n_claims_left_out
from marts.fct_incident_tolls as toll
join incidents using (incident_id)
left join marts.dim_event_type as type on type.event_type = incidents.event_type
where measure = $measure
order by value_best desc nulls last, incident_id
limit {MOST_ROWS}""",
        merged(parameters, {"measure": measure}),
    )


def left_out(filters: Filters, measure: str) -> Query:
    """Claims of one measure that are not behind a total, with the reason; those of campaigns and wars too."""
    source, parameters = chosen(filters)
    wider, more = queries.claims("casualties", filters, ("measure = $measure", "scope <> 'incident'"), measure=measure)
    return Query(
        f"""
with incidents as (
    select incident_id
    {source}
)
select
    bridge.not_best_because as reason, claim.claim_id, bridge.incident_id, bridge.asserter, claim.value_low,
    claim.value_best, claim.value_high, claim.vague_term, claim.place, claim.quoted_text
from marts.bridge_incident_claim as bridge
join incidents using (incident_id)
join marts.fct_casualties as claim using (claim_id)
where bridge.not_best_because is not null and claim.measure = $measure
union all
select
    'scope_' || scope, claim_id, null, coalesce('source: ' || claimed_by, ''), value_low, value_best, value_high,
    vague_term, place, quoted_text
from (select * {wider})
order by reason, claim_id
limit {MOST_ROWS}""",
        merged(parameters, more),
    )


def disagreements(filters: Filters) -> Query:
    """Where sources differ: one row per disagreement and source, the widest first, conflicts before all others."""
    source, parameters = queries.all_claims(filters)
    return Query(
        f"""
with claims as (
{source}
),
chosen as (
    select distinct disagreement_id
    from marts.fct_disagreements where claim_id in (select claim_id from claims)
),
figures as (
    select differing.*, coalesce(value_best, nullif(value_low, 0), value_high) as figure,
        aside.article_id as denied_in_article_id
    from marts.fct_disagreements as differing
    left join marts.fct_claims_set_aside as aside on aside.claim_id = differing.claim_id
    where disagreement_id in (from chosen)
),
ranked as (
    select
        disagreement_id, min(figure) as lowest, max(figure) as highest,
        max(figure) / greatest(min(figure), 1) as ratio
    from figures group by disagreement_id
)
select figures.*, ranked.lowest, ranked.highest
from figures join ranked using (disagreement_id)
order by kind <> 'conflict', ratio desc, highest desc, disagreement_id, figure desc nulls last, asserter""",
        parameters,
    )


def shares(filters: Filters) -> Query:
    """Shares over time, told and derived, oldest first; a share stands until the same claimant tells another."""
    source, parameters = queries.claims("territory", filters)
    return Query(
        f"""
with claims as (
    select claim_id, place, place_text, base
    {source}
)
select
    entry.timeline_id, entry.claim_id, entry.entry, entry.derived, entry.actor_id, entry.actor,
    actor.side as actor_side, entry.asserter, entry.as_of, entry.published,
    entry.pct_low, entry.pct_best, entry.pct_high, entry.quoted_text,
    entry.superseded_by_claim_id, entry.clashing_claim_ids, entry.warning, claims.place, claims.place_text, claims.base
from marts.fct_territory_timeline as entry
join claims using (claim_id)
left join marts.dim_actor as actor on actor.actor_id = entry.actor_id
order by entry.as_of, entry.published, entry.claim_id, entry.derived, entry.timeline_id
limit {MOST_ROWS}""",
        parameters,
    )


def monthly_shares(filters: Filters) -> Query:
    """What each source had last said of a share, as of the end of each month, newest month first."""
    source, parameters = queries.claims("territory", filters)
    return Query(
        f"""
with claims as (
    select claim_id
    {source}
)
select month_start, place_id, place, actor, asserter, entry, derived, base, pct_low, pct_best, pct_high, told_as_of,
    age_days, n_changes_since, claim_id, row_id
from marts.fct_territory_monthly
where claim_id in (from claims)
order by month_start desc, place, entry, actor, asserter, row_id
limit {MOST_ROWS}""",
        parameters,
    )


_CHANGES = """select change_number, release, recorded_at, table_name, row_key, change, reason, changed_columns,
    before::varchar as before, after::varchar as after
from marts.fct_changes"""


def changes_of_incident(incident_id: str) -> Query:
    """What changed about an incident and about which claims tell it, newest first."""
    return Query(
        f"""
{_CHANGES}
where reason <> 'history_begins' and (
    (table_name = 'fct_incidents' and row_key in (
        select $incident_id
        union all
        select superseded_id from marts.fct_incident_redirects where incident_id = $incident_id
    ))
    or (table_name = 'bridge_incident_claim'
        and $incident_id in (before ->> 'incident_id', after ->> 'incident_id'))
)
order by change_number desc limit 500""",
        {"incident_id": incident_id},
    )


def changes_of_claim(claim_id: str) -> Query:
    """What changed about a claim, newest first."""
    return Query(
        f"""
{_CHANGES}
where reason <> 'history_begins' and row_key = $claim_id and table_name <> 'bridge_incident_claim'
order by change_number desc limit 100""",
        {"claim_id": claim_id},
    )


def redirect(incident_id: str) -> Query:
    """Where a key of an earlier release leads now: none or one row; its incident may be gone (null)."""
    return Query("from marts.fct_incident_redirects where superseded_id = $incident_id", {"incident_id": incident_id})
