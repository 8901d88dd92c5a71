"""What changed from release to release: the feed that every release carries on, and where superseded keys lead.

The feed is made when a release is made, out of that release and the one before it, and lies in it. So it holds what
was served and nothing else: a build that failed or changed nothing leaves no trace in it, no build can be killed
between a release and its history, and the feed outlives the releases it tells of. (A dbt snapshot lies in the build's
own database, which may be begun anew at any time, and would record builds that no reader has seen.) When there is no
release before, as after warehouse/ was deleted, history begins anew and says so: all rows are inserts of reason
``history_begins``.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

# What has a history: the claims, the incidents, and which claim tells which. Table -> key.
TRACKED = {
    "fct_casualties": "claim_id",
    "fct_territory": "claim_id",
    "fct_events": "claim_id",
    "fct_claims_set_aside": "claim_id",
    "fct_incidents": "incident_id",
    "bridge_incident_claim": "claim_id",
}
# A table as it was at the end of a day (UTC): macro of the release -> table.
AS_OF = {
    "casualties_on": "fct_casualties",
    "territory_on": "fct_territory",
    "events_on": "fct_events",
    "incidents_on": "fct_incidents",
}
REASONS = ("history_begins", "correction", "article_removed", "new_article", "new_extractor", "new_rules")

# Tables that no dbt model makes, for the released dictionary: (schema, table) -> meaning, grain, columns.
DESCRIBED: Mapping[tuple[str, str], tuple[str, str, dict[str, str]]] = {
    ("marts", "fct_changes"): (
        "What changed from release to release in claims and incidents, since the first release of this warehouse. "
        "Taken in order it gives each release exactly. It is made when a release is made, from that release and the "
        "one before, and carried on by the next: it holds what was served, and outlives the releases themselves.",
        "One row per release and row that it added, changed or took away.",
        {
            "change_number": "Order of the changes, from 1.",
            "release": "Release with which the change was served.",
            "recorded_at": "When that release was made, UTC.",
            "table_name": "Table of schema marts: " + ", ".join(TRACKED) + ".",
            "row_key": "Key of the row: its claim_id; of fct_incidents, its incident_id.",
            "change": "insert, update or delete.",
            "reason": "Why, as far as the row itself shows it: correction (one that touches it came, went or changed), "
            "article_removed or new_article (of a claim behind it), else new_extractor, else what else changed in that "
            "release, else new_rules (models or reference tables). history_begins in the first release of a warehouse.",
            "changed_columns": "Of an update, the columns that differ; null otherwise.",
            "before": "The row as it was, as JSON without its nulls; null of an insert.",
            "after": "The row as it is since, as JSON without its nulls; null of a delete.",
        },
    ),
    ("marts", "fct_incident_redirects"): (
        "Keys that incidents had in an earlier release and have no longer, and the incident to which each leads now. "
        "A key that comes back into use is not here.",
        "One row per superseded key of an incident.",
        {
            "superseded_id": "Key that fct_incidents no longer has.",
            "incident_id": "Incident that holds its claims now; null when none of them tells an incident any more.",
            "led_by": "first_claim: the claim from which the key was made is in that incident; most_claims: that claim "
            "is gone, and most of the others are there; nothing: the incident is gone.",
            "since_release": "First release without the key.",
            "since": "When that release was made, UTC.",
            "reason": "Why the key went: the reason of that change in fct_changes.",
            "claim_ids": "Claims that told it in the last release that had it.",
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Before:
    """The release that was current until now."""

    version: str
    built_at: str
    database: Path


def write_history(con: duckdb.DuckDBPyConnection, version: str, built_at: str, before: Before | None) -> None:
    """Write marts.fct_changes, marts.fct_incident_redirects and the macros of AS_OF into database ``release``.

    ``con`` has the new release attached under that name, its tables complete; ``before`` is the release that it
    follows, if there is one. Tables that either lacks count as empty there.
    """
    try:
        if before:
            con.execute(f"attach '{_quoted(before.database)}' as previous (read_only)")
        carries_feed = bool(_columns(con, "previous", "fct_changes"))  # else all of its rows are where history begins
        for database in ("release", "previous"):
            _collect_rows(con, database, only_differing=carries_feed)
        _collect_causes(con, is_first=before is None)
        con.execute(_NEW_CHANGES)
        _write_feed(con, version, built_at, before)
        _write_redirects(con, version, built_at)
        _write_macros(con)
    finally:
        if before:
            with contextlib.suppress(duckdb.Error):
                con.execute("detach previous")


def _collect_rows(con: duckdb.DuckDBPyConnection, database: str, only_differing: bool) -> None:
    """Make temporary table ``DATABASE_rows``: table_name, row_key, row (JSON without nulls) of the tracked tables."""
    selects = []
    for table, key in TRACKED.items():
        columns = _columns(con, database, table)
        if not columns:
            continue
        select = (
            f"select '{table}' as table_name, rows.\"{key}\" as row_key, "
            "json_merge_patch('{}', to_json(rows)) as row "
            f"from {database}.marts.{table} as rows"
        )
        if only_differing and columns == _columns(con, "release", table) == _columns(con, "previous", table):
            # most rows are the same: these are told apart without writing them out
            select += (
                f' where rows."{key}" in (select "{key}" from ('
                f"(from release.marts.{table} except from previous.marts.{table}) union all "
                f"(from previous.marts.{table} except from release.marts.{table})))"
            )
        selects.append(select)
    empty = "select null::varchar as table_name, null::varchar as row_key, null::json as row where false"
    con.execute(f"create or replace temp table {database}_rows as {' union all '.join(selects) or empty}")


def _collect_causes(con: duckdb.DuckDBPyConnection, is_first: bool) -> None:
    """Make temporary tables of what differs between the releases: articles, corrections, extractor."""
    for database in ("release", "previous"):
        for name, (table, columns) in _EVIDENCE.items():
            there = _columns(con, database, table)
            selected = ", ".join(f"{c if c in there else 'null'}::{kind} as {c}" for c, kind in columns.items())
            source = f"from {database}.marts.{table}" if there else "where false"
            con.execute(f"create or replace temp table {database}_{name} as select {selected} {source}")
    con.execute(f"create or replace temp table first_release as select {is_first} as is_first")
    con.execute(_CAUSES)


# What shows why a row changed: temporary table -> table of the release, and its columns.
_EVIDENCE: Mapping[str, tuple[str, dict[str, str]]] = {
    "articles": ("dim_article", {"article_id": "varchar", "n_appearances": "integer"}),
    "corrections": (
        "fct_corrections",
        dict.fromkeys(("correction_id", "claim_id", "field", "old_value", "new_value"), "varchar"),
    ),
    "members": (
        "bridge_incident_claim",
        {
            "incident_id": "varchar",
            "claim_id": "varchar",
            "article_id": "varchar",
            "own_incident_id": "varchar",
            "correction_ids": "varchar[]",
        },
    ),
    "extractors": ("meta_release", {"extractor_version": "varchar"}),
}

_CAUSES = """
create or replace temp table article_causes as
select coalesce(now.article_id, was.article_id) as article_id,
    case when now.article_id is null or now.n_appearances < was.n_appearances then 'article_removed'
        when was.article_id is null or now.n_appearances > was.n_appearances then 'new_article' end as cause
from release_articles as now full join previous_articles as was on now.article_id = was.article_id;
delete from article_causes where cause is null;

create or replace temp table changed_corrections as
select
    coalesce(now.correction_id, was.correction_id) as correction_id,
    coalesce(now.claim_id, was.claim_id) as claim_id,
    coalesce(now.field, was.field) = 'accept' as is_acceptance
from release_corrections as now full join previous_corrections as was
    on now.correction_id = was.correction_id and now.claim_id is not distinct from was.claim_id
        and now.field = was.field and now.old_value is not distinct from was.old_value
        and now.new_value is not distinct from was.new_value
where now.correction_id is null or was.correction_id is null;

create or replace temp table all_members as select * from release_members union all select * from previous_members;

create or replace temp table claim_causes as
-- an acceptance marks its claim and changes nothing else
select claim_id, 'correction' as cause from changed_corrections where claim_id is not null and not is_acceptance
union
select members.claim_id, 'correction'
from (select claim_id, unnest(correction_ids) as correction_id from all_members) as members
inner join changed_corrections on members.correction_id = changed_corrections.correction_id
union
select members.claim_id, causes.cause
from all_members as members inner join article_causes as causes on members.article_id = causes.article_id;

create or replace temp table release_causes as
select
    (select is_first from first_release) as is_first,
    (select max(extractor_version) from release_extractors)
        is distinct from (select max(extractor_version) from previous_extractors) as new_extractor,
    exists (select 1 from article_causes where cause = 'article_removed') as article_removed,
    exists (select 1 from article_causes where cause = 'new_article') as new_article,
    exists (select 1 from changed_corrections where not is_acceptance) as correction;
"""

_NEW_CHANGES = """
create or replace temp table new_changes as
with differing as (
    select
        coalesce(now.table_name, was.table_name) as table_name,
        coalesce(now.row_key, was.row_key) as row_key,
        was.row as before,
        now.row as after,
        case when was.row is null then 'insert' when now.row is null then 'delete' else 'update' end as change,
        case when was.row is not null and now.row is not null then list_sort(list_filter(
            list_distinct(list_concat(json_keys(was.row), json_keys(now.row))),
            lambda name: json_extract(was.row, '$."' || name || '"')
                is distinct from json_extract(now.row, '$."' || name || '"')
        )) end as changed_columns
    from release_rows as now
    full join previous_rows as was on now.table_name = was.table_name and now.row_key = was.row_key
    where now.row is distinct from was.row
),
touched as (
    select table_name, row_key, after ->> '$.incident_id' as incident_id from differing
    union
    select table_name, row_key, before ->> '$.incident_id' from differing
),
-- the causes that a row shows itself: those of its article, or of the claims of its incident then and now
direct as (
    select differing.table_name, differing.row_key, causes.cause
    from differing inner join article_causes as causes
        on (coalesce(differing.after, differing.before) ->> '$.article_id') = causes.article_id
    where differing.table_name not in ('fct_incidents', 'bridge_incident_claim')
    union
    select touched.table_name, touched.row_key, causes.cause
    from touched
    inner join all_members as members on touched.incident_id = members.incident_id
    inner join claim_causes as causes on members.claim_id = causes.claim_id
    union all
    select table_name, row_key, 'correction' from differing where list_contains(changed_columns, 'acceptance_id')
),
shown as (
    select table_name, row_key, list(cause) as causes from direct group by table_name, row_key
)
select
    differing.table_name,
    differing.row_key,
    differing.change,
    case
        when causes.is_first then 'history_begins'
        when list_contains(shown.causes, 'correction') then 'correction'
        when list_contains(shown.causes, 'article_removed') then 'article_removed'
        when list_contains(shown.causes, 'new_article') then 'new_article'
        when causes.new_extractor then 'new_extractor'
        when differing.table_name in ('fct_incidents', 'bridge_incident_claim') and causes.article_removed
            then 'article_removed'
        when differing.table_name in ('fct_incidents', 'bridge_incident_claim') and causes.new_article
            then 'new_article'
        when differing.table_name in ('fct_incidents', 'bridge_incident_claim') and causes.correction
            then 'correction'
        else 'new_rules'
    end as reason,
    differing.changed_columns,
    differing.before,
    differing.after
from differing
cross join release_causes as causes
left join shown on differing.table_name = shown.table_name and differing.row_key = shown.row_key
where differing.change <> 'update' or len(differing.changed_columns) > 0
"""


def _write_feed(con: duckdb.DuckDBPyConnection, version: str, built_at: str, before: Before | None) -> None:
    con.execute(
        """
        create table release.marts.fct_changes (
            change_number bigint, release varchar, recorded_at timestamp, table_name varchar, row_key varchar,
            change varchar, reason varchar, changed_columns varchar[], before json, after json
        )
        """
    )
    if _columns(con, "previous", "fct_changes"):
        con.execute("insert into release.marts.fct_changes by name select * from previous.marts.fct_changes")
    elif before:
        # made before there was a history: what it holds is where history begins
        con.execute(
            "insert into release.marts.fct_changes select row_number() over (order by table_name, row_key), ?, "
            "?::timestamptz::timestamp, table_name, row_key, 'insert', 'history_begins', null, null, row "
            "from previous_rows order by 1",
            [before.version, before.built_at],
        )
    con.execute(
        "insert into release.marts.fct_changes "
        "select (select coalesce(max(change_number), 0) from release.marts.fct_changes) "
        "+ row_number() over (order by table_name, row_key), ?, ?::timestamptz::timestamp, * from new_changes "
        "order by 1",
        [version, built_at],
    )


def _write_redirects(con: duckdb.DuckDBPyConnection, version: str, built_at: str) -> None:
    carried = (
        "select superseded_id, since_release, since, reason, claim_ids from previous.marts.fct_incident_redirects "
        "union all "
        if _columns(con, "previous", "fct_incident_redirects")
        else ""
    )
    con.execute(
        f"""
        create table release.marts.fct_incident_redirects as
        with had as (
            {carried}
            select members.incident_id as superseded_id, $version as since_release,
                $built_at::timestamptz::timestamp as since, any_value(changes.reason) as reason,
                list(members.claim_id order by members.claim_id) as claim_ids
            from previous_members as members
            inner join new_changes as changes
                on members.incident_id = changes.row_key and changes.table_name = 'fct_incidents'
                    and changes.change = 'delete'
            group by members.incident_id
        ),
        own as (select incident_id, claim_id, own_incident_id from release_members),
        told as (
            select had.superseded_id, own.incident_id, count(*) as n_claims
            from (select superseded_id, unnest(claim_ids) as claim_id from had) as had
            inner join own on had.claim_id = own.claim_id
            group by had.superseded_id, own.incident_id
        ),
        most as (
            select superseded_id, arg_max(incident_id, (n_claims, incident_id)) as incident_id
            from told group by superseded_id
        )
        select
            had.superseded_id::varchar as superseded_id,
            coalesce(first.incident_id, most.incident_id)::varchar as incident_id,
            case when first.incident_id is not null then 'first_claim'
                when most.incident_id is not null then 'most_claims' else 'nothing' end as led_by,
            had.since_release::varchar as since_release,
            had.since::timestamp as since,
            had.reason::varchar as reason,
            had.claim_ids::varchar[] as claim_ids
        from had
        left join own as first on had.superseded_id = first.own_incident_id
        left join most on had.superseded_id = most.superseded_id
        where had.superseded_id not in (select incident_id from own)
        order by had.superseded_id
        """,
        {"version": version, "built_at": built_at},
    )


def _write_macros(con: duckdb.DuckDBPyConnection) -> None:
    """Write the macros: bound where they are called, they do not name the database they were made in as a view does."""
    home = con.execute("select current_database()").fetchall()[0][0]
    con.execute("use release")  # where what they read must be found
    try:
        for macro, table in AS_OF.items():
            columns = _columns(con, "release", table)
            if columns:
                con.execute(f"create macro marts.{macro}(day) as table {as_of(table, columns, _AT_THE_END_OF)}")
    finally:
        con.execute(f'use "{home}"')


_AT_THE_END_OF = "recorded_at < day::date + 1"


def as_of(table: str, columns: Mapping[str, str], until: str) -> str:
    """Return the SELECT that gives ``table`` back out of the feed, by the changes for which ``until`` holds.

    ``columns`` maps its columns to their types.
    """
    row = json.dumps({name: _json_type(kind) for name, kind in columns.items()})
    return (
        f"select unnest(json_transform(after, '{row}')) from ("
        f"select change, after from marts.fct_changes where table_name = '{table}' and {until} "
        "qualify row_number() over (partition by row_key order by change_number desc) = 1"
        ") as last_known where change <> 'delete'"
    )


def _json_type(kind: str) -> str | list:
    return [_json_type(kind.removesuffix("[]"))] if kind.endswith("[]") else kind


def _columns(con: duckdb.DuckDBPyConnection, database: str, table: str) -> dict[str, str]:
    """Return the columns of a table of schema marts with their types; none if there is no such table."""
    rows: Iterable[tuple[str, str]] = con.execute(
        "select column_name, data_type from duckdb_columns() "
        "where database_name = ? and schema_name = 'marts' and table_name = ? order by column_index",
        [database, table],
    ).fetchall()
    return dict(rows)


def _quoted(value: object) -> str:
    return str(value).replace("'", "''")
