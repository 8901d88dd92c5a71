"""Writes a release of invented articles for the dashboard's tests and for its speed script.

    python tests/dashboard/make_release.py WAREHOUSE [--articles N]

The release has the layout of a built one (``releases/<version>/frontledger.duckdb``, ``current``, ``current.json``) and
the columns of the mart contracts. The texts, figures and outlets are made up; the same arguments give the same rows.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import duckdb
import polars as pl
import yaml

SCHEMA_VERSION = "1"
RECONCILED = Path(__file__).with_name("reconciled.sql")
MARTS = Path(__file__).resolve().parents[2] / "models" / "marts"
FIRST_DAY = date(2016, 1, 4)
DEFAULT_VERSION = "2026.11.22-160000-inve77"

# place_id, name, kind, parent_id, admin1, country_iso2, country, latitude, longitude, geo_precision, where_prec
PLACES = [
    ("fl:syria", "Syria", "country", None, None, "SY", "Syria", None, None, None, 6),
    ("fl:iraq", "Iraq", "country", None, None, "IQ", "Iraq", None, None, None, 6),
    ("fl:raqqa-province", "Raqqa province", "province", "fl:syria", "Ar Raqqah", "SY", "Syria", 36.0, 38.9, "area", 4),
    (
        "fl:aleppo-province",
        "Aleppo province",
        "province",
        "fl:syria",
        "Aleppo (Halab)",
        "SY",
        "Syria",
        36.2,
        37.6,
        "area",
        4,
    ),
    ("fl:raqqa", "Raqqa", "city", "fl:raqqa-province", "Ar Raqqah", "SY", "Syria", 35.95, 39.01, "exact", 1),
    ("fl:deir-ezzor", "Deir Ezzor", "city", "fl:syria", "Dayr Az Zawr", "SY", "Syria", 35.34, 40.14, "exact", 1),
    ("fl:palmyra", "Palmyra", "city", "fl:syria", "Hims", "SY", "Syria", 34.56, 38.27, "exact", 1),
    ("fl:al-bab", "Al-Bab", "town", "fl:aleppo-province", "Aleppo (Halab)", "SY", "Syria", 36.37, 37.52, "exact", 1),
    ("fl:manbij", "Manbij", "town", "fl:aleppo-province", "Aleppo (Halab)", "SY", "Syria", 36.53, 37.96, "exact", 1),
    ("fl:mosul", "Mosul", "city", "fl:iraq", "Ninawa", "IQ", "Iraq", 36.34, 43.13, "exact", 1),
    ("tx:wadi-sabil", "Wadi Sabil", None, None, None, None, None, None, None, None, None),
]
# actor_id, name, kind, side, country_iso2, acled_inter, ucdp_name, aliases
ACTORS = [
    ("syrian-government", "Syrian government", "state", "government", "SY", 1, "Government of Syria", "regime"),
    ("islamic-state", "Islamic State", "armed group", "islamic_state", None, 2, "IS", "IS|ISIS"),
    ("syrian-democratic-forces", "Syrian Democratic Forces", "armed group", "kurdish_led", "SY", 2, "SDF", "SDF"),
    ("syrian-rebels", "Syrian rebels", "armed group", "opposition", "SY", 2, "Syrian insurgents", "rebels"),
    ("turkey", "Turkey", "state", "foreign_state", "TR", 8, "Government of Turkey", "Turkish army"),
    ("civilians", "Civilians", "civilians", "civilians", None, 7, "Civilians", "residents"),
]
# source_id, name, kind, country_iso2, is_publisher, is_claimant
SOURCES = [
    ("the-valley-courier", "The Valley Courier", "newspaper", "GB", True, False),
    ("levant-wire", "Levant Wire", "agency", "LB", True, True),
    ("harbour-radio", "Harbour Radio", "radio", "CY", True, False),
    ("conflict-watch", "Conflict Watch", "monitor", "GB", False, True),
    ("ministry-of-defence", "Ministry of Defence", "government", "SY", False, True),
    ("red-crescent-branch", "Red Crescent branch", "aid organisation", "SY", False, True),
]
EVENT_TYPES = [
    ("armed_clash", "Armed clash", "Battles", "Armed clash", "ASSAULT", "firearms", 1),
    ("air_strike", "Air strike", "Explosions/Remote violence", "Air/drone strike", "ASSAULT", "aerial", 3),
    (
        "shelling",
        "Shelling",
        "Explosions/Remote violence",
        "Shelling/artillery/missile attack",
        "ASSAULT",
        "heavy-weapons",
        3,
    ),
    (
        "territory_captured",
        "Territory captured",
        "Battles",
        "Non-state actor overtakes territory",
        "COERCE",
        "seize",
        1,
    ),
    (
        "withdrawal",
        "Withdrawal",
        "Strategic developments",
        "Non-violent transfer of territory",
        "RETREAT",
        "withdraw",
        None,
    ),
]
AGREED = ("captured", "seized", "took")
QUALIFIERS = {"exact": "{n}", "at_least": "at least {n}", "about": "about {n}", "more_than": "more than {n}"}


@dataclass
class Draft:
    """An article that grows sentence by sentence and remembers where each claim stands."""

    article_id: str
    publisher: tuple
    published: date
    text: str = ""
    sentences: list[tuple[int, int]] = field(default_factory=list)

    def say(self, sentence: str) -> tuple[int, int]:
        """Append ``sentence`` and return its ``(start, end)`` in the text."""
        self.text += ("\n\n" if self.text else "") + sentence
        start = len(self.text) - len(sentence)
        self.sentences.append((start, len(self.text)))
        return start, len(self.text)

    def sentence_id(self, position: int) -> str:
        index = next(i for i, (start, end) in enumerate(self.sentences) if start <= position < end)
        return f"{self.article_id}-{index:04d}"


def stable_id(prefix: str, *parts: object) -> str:
    return prefix + hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def bounds(qualifier: str, n: int) -> tuple[int | None, int | None, int | None]:
    """Return (low, best, high) as the annotation guide derives them."""
    return {
        "exact": (n, n, n),
        "at_least": (n, n, None),
        "more_than": (n, n, None),
        "about": (None, n, None),
    }[qualifier]


class Generator:
    """Makes the rows of every table; one call to :meth:`article` an article."""

    def __init__(self, seed: int = 7):
        self.random = random.Random(seed)
        self.rows: dict[str, list[dict]] = {
            name: []
            for name in (
                "dim_article",
                "fct_casualties",
                "fct_territory",
                "fct_events",
                "bridge_event_mention",
                "fct_claims_set_aside",
                "dim_sentence",
            )
        }

    def shared(
        self, draft: Draft, kind: str, start: int, end: int, place: tuple, day: date | None, claimant: tuple | None
    ) -> dict:
        """Return the fields that claims of all three kinds have."""
        return {
            "claim_id": stable_id(kind, draft.article_id, start, end, len(self.rows["fct_casualties"])),
            "article_id": draft.article_id,
            "sentence_id": draft.sentence_id(start),
            "char_start": start,
            "char_end": end,
            "quoted_text": draft.text[start:end],
            "place_id": place[0],
            "place": place[1],
            "place_text": place[1],
            "date_start": day,
            "date_end": day,
            "date_precision": "day" if day else None,
            "claimed_by_id": claimant[0] if claimant else None,
            "claimed_by": claimant[1] if claimant else None,
            "claimed_by_text": claimant[1] if claimant else None,
            "publisher_id": draft.publisher[0],
            "published": draft.published,
            "modality": "asserted",
            "rule_id": "invented",
            "extractor_version": "invented",
            "warning": None,
        }

    def casualty(self, draft: Draft, place: tuple, day: date | None, claimant: tuple | None, scope: str = "incident"):
        pick = self.random
        n = pick.choice([3, 5, 8, 12, 20, 34, 43, 60, 120]) if scope == "incident" else pick.randrange(200, 400) * 1000
        qualifier = pick.choice(list(QUALIFIERS))
        stated = QUALIFIERS[qualifier].format(n=f"{n:,}")
        victim_class, victims = pick.choice(
            [("civilian", "residents"), ("combatant", "fighters"), ("unknown", "people")]
        )
        measure = pick.choice(["killed", "killed", "wounded", "displaced"])
        by = f", {claimant[1]} said" if claimant else ""
        where = f"in {place[1]}" if scope == "incident" else "across the country since the war began"
        start, end = draft.say(f"{stated[0].upper()}{stated[1:]} {victims} were {measure} {where}{by}.")
        end -= 1 + len(by)
        low, best, high = bounds(qualifier, n)
        self.rows["fct_casualties"].append(
            self.shared(draft, "c", start, end, place, day, claimant)
            | {
                "measure": measure, "stated_value": float(n), "stated_value_high": None, "qualifier": qualifier,
                "vague_term": None, "value_low": low, "value_best": best, "value_high": high,
                "normalisation_rule": qualifier, "unit": "person", "victim_text": victims,
                "victim_class": victim_class, "victim_actor_id": None, "victim_actor": None,
                "perpetrator_actor_id": "islamic-state", "perpetrator": "Islamic State", "date_text": None,
                "scope": scope, "part_of_claim_id": None,
            }
        )  # fmt: skip

    def vague_casualty(self, draft: Draft, place: tuple):
        start, end = draft.say(f"Dozens of families fled {place[1]} on foot.")
        self.rows["fct_casualties"].append(
            self.shared(draft, "c", start, end - 1, place, None, None)
            | {
                "measure": "displaced", "stated_value": None, "stated_value_high": None, "qualifier": "vague",
                "vague_term": "dozens", "value_low": 24, "value_best": None, "value_high": None,
                "normalisation_rule": "vague_dozens", "unit": "family", "victim_text": "families",
                "victim_class": "civilian", "victim_actor_id": None, "victim_actor": None,
                "perpetrator_actor_id": None, "perpetrator": None, "date_text": None, "scope": "incident",
                "part_of_claim_id": None,
            }
        )  # fmt: skip

    def territory(self, draft: Draft, place: tuple, claimant: tuple | None):
        pct = self.random.choice([20, 35, 50, 60, 75, 90, 100])
        qualifier = self.random.choice(["exact", "nearly", "more_than"])
        words = {"exact": "", "nearly": "nearly ", "more_than": "more than "}[qualifier]
        actor = self.random.choice(ACTORS[:4])
        by = f", {claimant[1]} said" if claimant else ""
        start, end = draft.say(f"{actor[1]} holds {words}{pct} percent of {place[1]}{by}.")
        end -= 1 + len(by)
        low, best, high = {"exact": (pct, pct, pct), "nearly": (None, pct, pct), "more_than": (pct, pct, None)}[
            qualifier
        ]
        self.rows["fct_territory"].append(
            self.shared(draft, "t", start, end, place, draft.published, claimant)
            | {"actor_id": actor[0], "actor": actor[1], "relation": "holds", "stated_value": float(pct),
               "stated_value_high": None, "qualifier": qualifier, "base": None, "pct_low": low, "pct_best": best,
               "pct_high": high}
        )  # fmt: skip

    def event(self, draft: Draft, place: tuple, day: date | None, claimant: tuple | None):
        kind = self.random.choice(EVENT_TYPES)
        actor1, actor2 = self.random.sample(ACTORS, 2)
        verb = {"armed_clash": "fought", "air_strike": "bombed", "shelling": "shelled",
                "territory_captured": f"{self.random.choice(AGREED)} {place[1]} from",
                "withdrawal": "withdrew before"}[kind[0]]  # fmt: skip
        start, end = draft.say(f"{actor1[1]} {verb} {actor2[1]} near {place[1]}.")
        row = self.shared(draft, "e", start, end - 1, place, day, claimant) | {
            "event_type": kind[0], "actor1_id": actor1[0], "actor1": actor1[1], "actor2_id": actor2[0],
            "actor2": actor2[1], "n_mentions": 1,
        }  # fmt: skip
        self.rows["fct_events"].append(row)
        self.rows["bridge_event_mention"].append(
            {"claim_id": row["claim_id"], "mention_ordinal": 0}
            | {k: row[k] for k in ("sentence_id", "char_start", "char_end", "quoted_text")}
        )

    def denial(self, draft: Draft, place: tuple, claimant: tuple):
        start, end = draft.say(f"{claimant[1]} denied that 15 residents were killed in {place[1]}.")
        row = self.shared(draft, "c", start, end - 1, place, None, claimant)
        self.rows["fct_claims_set_aside"].append(
            {k: row[k] for k in ("claim_id", "article_id", "sentence_id", "char_start", "char_end", "quoted_text",
                                 "place", "claimed_by_id", "claimed_by", "publisher_id", "published")}
            | {"kind": "casualties", "modality": "denied", "reason": "the claimant denies it"}
        )  # fmt: skip

    def article(self, number: int, extra: str = "") -> None:
        """Add one article with its claims; ``extra`` is a last paragraph put in as it is."""
        pick = self.random
        publisher = pick.choice([s for s in SOURCES if s[4]])
        published = FIRST_DAY + timedelta(days=(number * 11) % 700)
        draft = Draft(stable_id("a", "article", number), publisher, published)
        place, other = pick.sample(PLACES[4:], 2)
        day = None if number % 9 == 0 else published - timedelta(days=1)
        claimants: Iterator[tuple | None] = iter([*pick.sample([s for s in SOURCES if s[5]], 3), None])
        draft.say(f"{place[1].upper()} – Report number {number} from an invented war, 40 kilometres from the front.")
        self.casualty(draft, place, day, next(claimants))
        self.casualty(draft, place, day, next(claimants))
        self.event(draft, place, day, None)
        self.territory(draft, place, next(claimants))
        self.event(draft, other, day, None)
        if number % 4 == 0:
            self.vague_casualty(draft, other)
        if number % 5 == 0:
            self.casualty(draft, PLACES[0], None, SOURCES[3], scope="conflict")
        if number % 10 == 0:
            self.denial(draft, place, SOURCES[4])
        if extra:
            draft.say(extra)
        self.rows["dim_article"].append(
            {
                "article_id": draft.article_id, "title": f"Report {number} from {place[1]}", "published": published,
                "dateline": place[1], "agency": "LW" if number % 3 == 0 else None, "byline": None,
                "publisher_id": publisher[0], "publisher": publisher[1],
                "url": f"https://example.org/{number}", "body": draft.text, "word_count": len(draft.text.split()),
                "n_appearances": 1, "sha256": hashlib.sha256(draft.text.encode()).hexdigest(),
                "source_file": "invented.txt", "source_line": number, "parser_notes": None,
            }
        )  # fmt: skip
        self.rows["dim_sentence"].extend(
            {"sentence_id": f"{draft.article_id}-{i:04d}", "article_id": draft.article_id, "sentence_index": i,
             "paragraph_index": i, "char_start": start, "char_end": end, "kind": "body", "text": draft.text[start:end]}
            for i, (start, end) in enumerate(draft.sentences)
        )  # fmt: skip


# Text columns that may be null in every invented row, so that polars cannot guess their type.
TEXT = ("agency", "byline", "parser_notes", "vague_term", "victim_actor_id", "victim_actor", "perpetrator_actor_id",
        "perpetrator", "date_text", "part_of_claim_id", "base", "warning", "date_precision", "claimed_by_id",
        "claimed_by", "claimed_by_text")  # fmt: skip
NUMBERS = ("stated_value", "stated_value_high", "pct_low", "pct_best", "pct_high")
WHOLE = ("value_low", "value_best", "value_high", "source_line", "word_count", "n_appearances", "n_mentions")

EMPTY = {
    "fct_claims_set_aside": {
        "claim_id": pl.String, "article_id": pl.String, "sentence_id": pl.String, "char_start": pl.Int64,
        "char_end": pl.Int64, "quoted_text": pl.String, "place": pl.String, "claimed_by_id": pl.String,
        "claimed_by": pl.String, "publisher_id": pl.String, "published": pl.Date, "kind": pl.String,
        "modality": pl.String, "reason": pl.String,
    },
}  # fmt: skip


def frame(name: str, rows: list[dict]) -> pl.DataFrame:
    if not rows:
        return pl.DataFrame(schema=EMPTY[name])
    overrides = {c: t for cs, t in ((TEXT, pl.String), (NUMBERS, pl.Float64), (WHOLE, pl.Int64)) for c in cs}
    return pl.DataFrame(rows, schema_overrides={c: t for c, t in overrides.items() if c in rows[0]},
                        infer_schema_length=None)  # fmt: skip


def dimensions() -> dict[str, pl.DataFrame]:
    """Return the dimension tables that do not depend on the articles."""
    days = pl.date_range(FIRST_DAY, FIRST_DAY + timedelta(days=760), eager=True).alias("date_day")
    return {
        "dim_place": pl.DataFrame(
            PLACES, orient="row", infer_schema_length=None,
            schema=["place_id", "name", "kind", "parent_id", "admin1", "country_iso2", "country", "latitude",
                    "longitude", "geo_precision", "where_prec"],
        ).with_columns(resolved=pl.col("latitude").is_not_null()),
        "dim_actor": pl.DataFrame(
            ACTORS, orient="row", infer_schema_length=None,
            schema=["actor_id", "name", "kind", "side", "country_iso2", "acled_inter", "ucdp_name", "aliases"],
        ).with_columns(resolved=pl.lit(True)),
        "dim_source": pl.DataFrame(
            SOURCES, orient="row",
            schema=["source_id", "name", "kind", "country_iso2", "is_publisher", "is_claimant"],
        ).with_columns(resolved=pl.lit(True)),
        "dim_event_type": pl.DataFrame(
            EVENT_TYPES, orient="row", infer_schema_length=None,
            schema=["event_type", "label", "acled_event_type", "acled_sub_event_type", "plover_type", "plover_mode",
                    "ucdp_type_of_violence"],
        ).with_columns(description=pl.lit("An invented description."), vocab_version=pl.lit("1")),
        "dim_date": pl.DataFrame({"date_day": days}).with_columns(
            date_key=pl.col("date_day").dt.strftime("%Y%m%d").cast(pl.Int32), iso_week=pl.col("date_day").dt.week(),
            month_start=pl.col("date_day").dt.truncate("1mo"), quarter=pl.col("date_day").dt.quarter(),
            year=pl.col("date_day").dt.year(), month_name=pl.col("date_day").dt.strftime("%B"),
            is_weekend=pl.col("date_day").dt.weekday() > 5,
        ),
    }  # fmt: skip


def contracts() -> dict[str, dict[str, str]]:
    """Return the columns that the mart contracts promise, with their types, by table."""
    return {
        model["name"]: {column["name"]: column["data_type"] for column in model["columns"]}
        for file in sorted(MARTS.glob("*.yml"))
        for model in (yaml.safe_load(file.read_text(encoding="utf-8")).get("models") or [])
        if not model["name"].startswith("meta_")
    }


def as_contracted(con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str]) -> None:
    """Give an invented table the columns of its contract: cast what is there, null for the rest, empty if not there."""
    known = "select column_name, data_type from duckdb_columns() where schema_name = 'marts' and table_name = ?"
    there = dict(con.execute(known, [table]).fetchall())

    def column(name: str, kind: str) -> str:
        listed = kind.endswith("[]") and there.get(name) == "VARCHAR"
        value = "null" if name not in there else f"string_split({name}, '|')" if listed else name
        return f"{value}::{kind} as {name}"

    chosen = ", ".join(column(name, kind) for name, kind in columns.items())
    source = f"from marts.{table}" if there else "where false"
    con.execute(f"create or replace table marts.{table} as select {chosen} {source}")


def write_quality(con: duckdb.DuckDBPyConnection, built_at: str) -> None:
    """Fill the ``quality`` schema: checks of which one warns, one build with what it read, accuracy on gold."""
    con.execute(f"""
        create table quality.check_results as
        select suite || '.' || check_name as check_id, *, 100 as rows_checked, null::varchar as observed
        from (values
            ('a_quote_is_the_articles_own_words', 'quote_stands_at_its_offsets', 'fct_casualties', 'quoted_text',
             'critical', 'passed', 0, '[]', 'A quote is not the text of its article.'),
            ('bounds_are_ordered', 'best_lies_between_low_and_high', 'fct_casualties', 'value_best', 'critical',
             'passed', 0, '[]', 'A best figure lies outside its bounds.'),
            ('places_are_known', 'few_places_stay_text', 'dim_place', 'place_id', 'warning', 'failed', 1,
             '["tx:wadi-sabil"]', 'Places without coordinates are missing from the map.')
        ) as t(suite, check_name, table_name, column_name, severity, status, failing_rows, sample_ids, meaning);
        create table quality.check_history as
        select 'build-1' as build_id, timestamp '{built_at}' as built_at, check_id, suite, severity, status,
               failing_rows, rows_checked from quality.check_results;
        create table quality.dbt_test_results as
        select 'build-1' as build_id, timestamp '{built_at}' as built_at, 'claim_id_is_unique' as test_name,
               'data' as kind, 'fct_casualties' as table_name, 'claim_id' as column_name, 'error' as severity,
               'pass' as status, 0 as failing_rows, '' as message;
        create table quality.build_runs as
        select 'build-1' as build_id, timestamp '{built_at}' as built_at, 'invented' as extractor_version,
               (select count(*) from marts.dim_article) as n_articles, 0 as n_extractions, 1 as n_rejects,
               3 as n_checks, 0 as n_critical_failed, 1 as n_warnings;
        create table quality.volumes as
        select 'build-1' as build_id, timestamp '{built_at}' as built_at, table_name, estimated_size as n_rows
        from duckdb_tables() where schema_name = 'marts';
        create table quality.release_log as
        select 'release-1' as version, timestamp '2026-11-20 08:00:00' as built_at;
        create table quality.rejects as
        select 'undated.txt' as file, 1 as line, 'no_date' as reason_code, 'no publication date found' as reason,
               null::varchar as detail;
        create table quality.accuracy as
        select *, 'invented' as extractor_version, 'none' as gold_hash from (values
            ('seed', 'casualties', 'found_precision', 0.91, 0.85, 0.96, 64),
            ('seed', 'casualties', 'found_recall', 0.88, 0.8, 0.94, 60),
            ('seed', 'casualties', 'found_f1', 0.89, 0.83, 0.95, 60),
            ('seed', 'events', 'claim_f1', null, null, null, 0)
        ) as t(part, kind, figure, value, low, high, n);
    """)


def write_dictionary(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create table marts.meta_dictionary as
        select schema_name as table_schema, table_name, column_index as column_position, column_name, data_type,
               'What ' || column_name || ' means.' as description, 'All about ' || table_name as table_description,
               'One row per row of ' || table_name || '.' as grain
        from duckdb_columns() where schema_name in ('marts', 'quality')
    """)


def write_release(warehouse: Path, articles: int = 60, *, extra: str = "", version: str = DEFAULT_VERSION,
                  schema_version: str = SCHEMA_VERSION, built_at: str = "2026-11-22 16:00:00",
                  seed: int = 7) -> Path:  # fmt: skip
    """Write a release with ``articles`` articles under ``warehouse`` and make it the current one.

    ``extra`` is added to the first article as it stands. Returns the path of the DuckDB file.
    """
    folder = warehouse / "releases" / version
    folder.mkdir(parents=True)
    generator = Generator(seed)
    for number in range(articles):
        generator.article(number, extra if number == 0 else "")
    if not articles:  # an empty warehouse has its tables all the same: take their shape from one article
        generator.article(0, "shape")
        generator.article(4)
        generator.article(10)
    frames = {name: frame(name, rows) for name, rows in generator.rows.items()} | dimensions()
    path = folder / "frontledger.duckdb"
    con = duckdb.connect(str(path))
    con.execute("create schema marts; create schema quality")
    for name, table in frames.items():
        con.register("incoming", table.clear() if not articles and not name.startswith("dim_") else table)
        con.execute(f"create table marts.{name} as from incoming")
        con.unregister("incoming")
    if not articles:
        con.execute("delete from marts.dim_article")
    con.execute(RECONCILED.read_text(encoding="utf-8"))
    for name, columns in contracts().items():
        as_contracted(con, name, columns)
    con.execute(
        """create table marts.meta_release as
           select ? as version, ?::timestamp as built_at, 'none' as content_hash, ? as schema_version,
                  'invented' as extractor_version,
                  '0.1.0' as frontledger_version, (select count(*) from marts.dim_article) as n_articles,
                  (select count(*) from marts.fct_casualties) + (select count(*) from marts.fct_territory)
                  + (select count(*) from marts.fct_events) as n_claims, 1 as n_warnings""",
        [version, built_at, schema_version],
    )
    write_quality(con, built_at)
    write_dictionary(con)
    con.execute("checkpoint")
    con.close()
    manifest = {"version": version, "built_at": built_at, "content_hash": "none", "schema_version": schema_version,
                "extractor_version": "invented", "frontledger_version": "0.1.0", "n_articles": articles,
                "n_claims": 0, "n_warnings": 1}  # fmt: skip
    (folder / "release.json").write_text(json.dumps(manifest))
    point_to(warehouse, version)
    return path


def point_to(warehouse: Path, version: str) -> None:
    """Make ``version`` the current release, as a build does: pointer file and link, each replaced at once."""
    pointer = warehouse / "current.json.new"
    pointer.write_text(json.dumps({"version": version, "path": f"releases/{version}/frontledger.duckdb"}))
    pointer.replace(warehouse / "current.json")
    link = warehouse / "current.new"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases") / version)
    link.replace(warehouse / "current")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("warehouse", type=Path)
    parser.add_argument("--articles", type=int, default=60)
    arguments = parser.parse_args()
    print(write_release(arguments.warehouse, arguments.articles))


if __name__ == "__main__":
    main()
