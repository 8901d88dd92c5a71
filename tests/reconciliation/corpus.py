"""The invented corpus: its articles, what each of their claims tells, and the score of a grouping of claims."""

from __future__ import annotations

import csv
import shutil
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import duckdb

FOLDER = Path(__file__).parent
ARTICLES = FOLDER / "articles"
REPRINT = "reprint"
MISSED = "missed "

# what a sentence that tells a happening may tell beside it
BESIDE = {"agreement", "ceasefire", "talks", "deployment", "displacement", "aid_delivery", "protest", "displaced"}
HALVES = ("seen", "unseen")


@dataclass(frozen=True, slots=True)
class Answer:
    """One annotated claim, or (kind ``sentence``) a sentence that goes on telling a happening.

    ``happening`` is empty for what tells no listed happening, ``reprint`` in a reprint.
    """

    article: str
    happening: str
    kind: str
    what: str
    quote: str
    row: dict[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Toll:
    """The right bounds of one measure of harm of a happening, in persons."""

    happening: str
    measure: str
    low: int
    best: int
    high: int


@dataclass(frozen=True, slots=True)
class Item:
    """A claim to score: what it tells by the answers, and the incident in which it was put."""

    half: str
    happening: str
    incident: str


@dataclass(frozen=True, slots=True)
class Score:
    """How well claims were grouped, over pairs of claims."""

    together: int
    wrongly_together: int
    wrongly_apart: int

    @property
    def precision(self) -> float:
        return self.together / ((self.together + self.wrongly_together) or 1)

    @property
    def recall(self) -> float:
        return self.together / ((self.together + self.wrongly_apart) or 1)

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1)


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answers() -> list[Answer]:
    """Return the annotated claims in the order of the articles."""
    return [Answer(r["article"], r["happening"], r["kind"], r["what"], r["quote"], r) for r in _rows("answers.csv")]


def halves() -> dict[str, str]:
    """Return happening -> half: ``seen`` may be looked at while rules are made, ``unseen`` is only scored."""
    return {row["happening"]: row["half"] for row in _rows("happenings.csv")}


def half_of_article() -> dict[str, str]:
    """Return article -> the half of the happenings that it tells; no article tells happenings of both."""
    half = halves()
    found = {answer.article: half[answer.happening] for answer in answers() if answer.happening in half}
    stories = {article.split("-")[0]: part for article, part in found.items()}
    return {path.stem: found.get(path.stem) or stories[path.stem.split("-")[0]] for path in ARTICLES.glob("*.txt")}


def tolls() -> list[Toll]:
    return [
        Toll(row["happening"], row["measure"], int(row["low"]), int(row["best"]), int(row["high"]))
        for row in _rows("happenings.csv")
    ]


def gold(article: str) -> dict[str, list[dict]]:
    """Return the article's annotation in the layout of a gold file."""
    claims: dict[str, list[dict]] = {"casualties": [], "territory": [], "events": []}
    for answer in answers():
        if answer.article != article:
            continue
        row = {name: value or None for name, value in answer.row.items()}
        claim = {name: row[name] for name in ("quote", "place", "date_start", "date_end", "claimed_by")}
        value = float(row["value"]) if row["value"] else None
        if answer.kind == "event":
            claims["events"].append(claim | {"type": answer.what, "actor1": row["actor1"], "actor2": row["actor2"]})
        elif answer.kind == "territory":
            claims["territory"].append(
                claim | {"relation": answer.what, "actor": row["actor1"], "value": value, "qualifier": row["qualifier"]}
            )
        elif answer.kind == "casualty":
            claims["casualties"].append(
                claim
                | {
                    "measure": answer.what,
                    "value": int(value) if value is not None else None,
                    "qualifier": row["qualifier"],
                    "vague_term": row["vague_term"],
                    "unit": "person",
                    "victim_class": row["victim_class"],
                    "perpetrator": row["actor1"],
                    "victim_actor": row["actor2"],
                    "scope": row["scope"],
                    "part_of": int(row["part_of"]) if row["part_of"] else None,
                }
            )
    return claims


def score(items: list[Item], half: str) -> Score:
    """Return the pairwise score of the claims of a half.

    A claim of no listed happening stands for itself: to be put together with any other is wrong.
    """
    scored = [item for item in items if item.half == half]
    counts: Counter[str] = Counter()
    for one, other in combinations(scored, 2):
        same_happening = one.happening == other.happening and one.happening != ""
        same_incident = one.incident == other.incident
        if same_happening and same_incident:
            counts["together"] += 1
        elif same_incident:
            counts["wrongly_together"] += 1
        elif same_happening:
            counts["wrongly_apart"] += 1
    return Score(counts["together"], counts["wrongly_together"], counts["wrongly_apart"])


def incident_of(items: list[Item]) -> dict[str, str]:
    """Return happening -> the incident that holds most of its claims."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        if item.happening and item.incident:
            counts[item.happening][item.incident] += 1
    return {happening: count.most_common(1)[0][0] for happening, count in counts.items()}


def lay_out(articles: Path) -> None:
    """Put the corpus in the place of all articles of a project."""
    shutil.rmtree(articles)
    shutil.copytree(ARTICLES, articles)


def bodies(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str]]:
    """Return article -> (article_id, body) as they were read."""
    found = con.execute(
        "select appearance.source_file, article_id, body from marts.bridge_article_appearance as appearance "
        "inner join marts.dim_article using (article_id)"
    ).fetchall()
    return {Path(file).stem: (article_id, body) for file, article_id, body in found}


def items(con: duckdb.DuckDBPyConnection) -> list[Item]:
    """Return the claims of a build to score.

    A claim of harm or an event tells what the answer says whose words it quotes; where it quotes others, what all
    answers of its sentence tell, unless it is of a kind that may stand beside it; else nothing listed. An event told
    again further down is one claim with several mentions: each answer that a mention quotes is told by its incident.
    An answer that nobody found is a claim that stands alone.
    Claims of reprints are in no incident, and are not scored.
    """
    half_of = half_of_article()
    by_article: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers():
        by_article[answer.article].append(answer)
    claims = con.execute(
        """
        select claims.*, incident_id, sentence.char_start, sentence.char_end
        from (
            select article_id, claim_id, 'event' as kind, event_type as what, char_start, char_end, sentence_id, null
            from marts.fct_events
            union all
            select article_id, claim_id, 'casualty', measure, char_start, char_end, sentence_id, stated_value
            from marts.fct_casualties
        ) as claims
        inner join marts.dim_sentence as sentence using (sentence_id)
        left join marts.bridge_incident_claim using (claim_id)
        order by claims.char_start, claim_id
        """
    ).fetchall()
    mentions: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for claim_id, event_type, start, end in con.execute(
        """
        select claim_id, event_type, mention.char_start, mention.char_end
        from marts.bridge_event_mention as mention
        inner join marts.fct_events using (claim_id)
        where mention_ordinal > 0
        """
    ).fetchall():
        mentions[claim_id].append((event_type, start, end))
    found: list[Item] = []
    for article, (article_id, body) in bodies(con).items():
        if any(answer.happening == REPRINT for answer in by_article[article]):
            continue
        half = half_of[article]
        spans = {}
        for answer in by_article[article]:
            start = body.find(answer.quote)
            assert start >= 0, (article, answer.quote)
            spans[answer] = (start, start + len(answer.quote))
        missed = {a for a in by_article[article] if a.kind in ("event", "casualty") and a.happening}
        for claim in claims:
            if claim[0] != article_id:
                continue
            _, claim_id, kind, what, start, end, _, value, incident, sentence_start, sentence_end = claim
            quoted = {
                answer: (
                    answer.what == what and (value is None or answer.row["value"] in ("", str(int(value)))),
                    answer.what == what,
                    min(end, stop) - max(start, begin),
                )
                for answer, (begin, stop) in spans.items()
                if answer.kind == kind and begin < end and start < stop
            }
            if quoted:
                best = max(quoted, key=quoted.__getitem__)
                missed -= {best}
                happening = best.happening
            else:
                near = {
                    answer.happening
                    for answer, (begin, _) in spans.items()
                    if sentence_start <= begin < sentence_end and answer.kind != "territory"
                }
                happening = near.pop() if len(near) == 1 and what not in BESIDE else ""
            if incident is None:
                continue
            found.append(Item(half, happening, incident))
            told_again = {
                answer
                for answer in missed
                for event_type, begin, stop in mentions[claim_id]
                if answer.kind == "event"
                and answer.what == event_type
                and spans[answer][0] < stop
                and begin < spans[answer][1]
            }
            missed -= told_again
            found += [Item(half, answer.happening, incident) for answer in told_again]
        found += [Item(half, answer.happening, f"{MISSED}{article} {answer.quote}") for answer in missed]
    return found


@dataclass(frozen=True, slots=True)
class Off:
    """A toll that is not what it should be; ``found`` is None where nothing tells it."""

    right: Toll
    found: tuple[int, int, int] | None


def tolls_off(con: duckdb.DuckDBPyConnection, scored: list[Item], half: str) -> list[Off]:
    """Return the tolls of a half that are off, each looked up in the incident that holds most of the happening."""
    where = incident_of(scored)
    half_of = halves()
    off = []
    for right in tolls():
        if half_of[right.happening] != half:
            continue
        found = con.execute(
            "select value_low, value_best, value_high from marts.fct_incident_tolls "
            "where incident_id = ? and measure = ?",
            [where.get(right.happening), right.measure],
        ).fetchone()
        if found != (right.low, right.best, right.high):
            off.append(Off(right, found))
    return off


def report(con: duckdb.DuckDBPyConnection) -> str:
    """Return the score and the tolls that are off, in words, both halves."""
    lines = []
    scored = items(con)
    found_only = [item for item in scored if not item.incident.startswith(MISSED)]
    for half in HALVES:
        result = score(scored, half)
        lines.append(
            f"{half}: precision {result.precision:.3f}, recall {result.recall:.3f}, F1 {result.f1:.3f} "
            f"({result.together} pairs right, {result.wrongly_together} wrongly together, "
            f"{result.wrongly_apart} wrongly apart); of claims found F1 {score(found_only, half).f1:.3f}"
        )
        off = tolls_off(con, scored, half)
        n_tolls = sum(halves()[toll.happening] == half for toll in tolls())
        lines.append(f"  tolls off: {len(off)} of {n_tolls}")
        for one in off:
            right = (one.right.low, one.right.best, one.right.high)
            lines.append(f"    {one.right.happening} {one.right.measure}: {one.found} instead of {right}")
    return "\n".join(lines)
