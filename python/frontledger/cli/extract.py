"""`frontledger extract`: articles in, claims out, no warehouse needed."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from frontledger.claims import ArticleClaims
from frontledger.cli.errors import CliError, Exit
from frontledger.cli.progress import ProgressReport, ProgressStyle
from frontledger.extraction import ArticleText, Extractor
from frontledger.text.sentences import split_sentences


def extract(
    files: Annotated[list[Path], typer.Argument(help='Text files, JSON lines {"id", "published", "text"}, or - .')],
    published: Annotated[str | None, typer.Option(help="Day of publication of text files (ISO date).")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write JSON lines here, not to stdout.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Print why each claim came out, not JSON.")] = False,
    progress: Annotated[ProgressStyle, typer.Option(help="How progress is shown, on stderr.")] = ProgressStyle.AUTO,
) -> None:
    """Read claims out of articles: one JSON line an article, in the order of the input, in the gold layout."""
    day = _day(published, "--published")
    for path in files:
        if str(path) != "-" and not path.is_file():
            raise CliError(
                "FL-INPUT-MISSING", Exit.INPUT, f"cannot read {path}", "there is no such file", "check the path"
            )
    extractor = Extractor.load()
    total = sum(_count(path) for path in files)
    with ExitStack() as stack:
        sink: IO[str] = stack.enter_context(output.open("w", encoding="utf-8")) if output else sys.stdout
        report = stack.enter_context(ProgressReport(progress if total > 20 else ProgressStyle.NONE))
        held: dict[str, ArticleText] = {}
        articles = _remember(_read(files, day), held) if explain else _read(files, day)
        for done, claims in enumerate(extractor.extract_many(articles), start=1):
            if explain:
                sink.write(explained(held.pop(claims.article_id), claims))
            else:
                sink.write(json.dumps(claims.to_gold(), ensure_ascii=False) + "\n")
            report.show("extract", done, total)


def _remember(articles: Iterable[ArticleText], held: dict[str, ArticleText]) -> Iterator[ArticleText]:
    for article in articles:
        held[article.article_id] = article
        yield article


def _count(path: Path) -> int:
    if str(path) == "-":
        return 0
    if path.suffix.lower() not in (".jsonl", ".ndjson"):
        return 1
    with path.open("rb") as f:
        return sum(1 for line in f if line.strip())


def _day(value: str | None, where: str) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except (ValueError, TypeError):
        raise CliError(
            "FL-BAD-DATE", Exit.INPUT, f"{where}: not a date", f"{value!r} is no ISO date", "write it as 2017-03-01"
        ) from None


def _read(files: Iterable[Path], day: dt.date | None) -> Iterator[ArticleText]:
    """Yield the articles of the files in order; a bad line raises an error that names file and line."""
    for path in files:
        if str(path) == "-" or path.suffix.lower() in (".jsonl", ".ndjson"):
            with ExitStack() as stack:
                lines = sys.stdin if str(path) == "-" else stack.enter_context(path.open(encoding="utf-8-sig"))
                for number, line in enumerate(lines, start=1):
                    if line.strip():
                        yield _article(line, f"{path}, line {number}", number)
        else:
            try:
                text = path.read_bytes().decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise CliError(
                    "FL-INPUT-ENCODING",
                    Exit.INPUT,
                    f"cannot read {path}",
                    f"it is not UTF-8 (byte {error.start})",
                    "convert it, or put it into raw/articles, whose reader knows other encodings",
                ) from error
            yield ArticleText(path.stem, text.replace("\r\n", "\n"), day)


def _article(line: str, where: str, number: int) -> ArticleText:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise CliError(
            "FL-INPUT-JSON", Exit.INPUT, f"{where}: not JSON", error.msg, "one JSON object a line"
        ) from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise CliError(
            "FL-INPUT-TEXT",
            Exit.INPUT,
            f"{where}: no text",
            'an article needs a "text"',
            'write {"id": …, "published": …, "text": …}',
        )
    published = row.get("published")
    if published is not None and not isinstance(published, str):
        published = str(published)
    day = _day(published[:10] if published else None, f"{where}, published")
    return ArticleText(str(row.get("id", number)), row["text"], day, title=row.get("title"))


def explained(article: ArticleText, claims: ArticleClaims) -> str:
    """Return, for each claim of an article, its sentence, the rule that found it and the words it went by."""
    lines = [f"# {article.article_id}"]
    asserted: list[tuple[str, list[Any]]] = [
        ("casualties", claims.casualties),
        ("territory", claims.territory),
        ("events", claims.events),
    ]
    everything: list[tuple[str, Any]] = [(kind, c) for kind, found in asserted for c in found] + claims.set_aside
    sentences = split_sentences(article.text)
    for kind, claim in sorted(everything, key=lambda pair: pair[1].char_start):
        sentence = next(
            article.text[s.char_start : s.char_end] for s in sentences if s.char_start <= claim.char_start < s.char_end
        )
        lines.append("")
        lines.append(
            f"{kind}: {_summary(kind, claim)}"
            + (f"  [{claim.modality}: {claim.suppressed_reason}]" if claim.suppressed_reason else "")
        )
        lines.append(f"  quote    {claim.quote}")
        lines.append(f"  rule     {claim.rule_id}; cues: {', '.join(claim.cues)}")
        lines.append(
            f"  place    {claim.place or 'not stated'}" + (f" (from {claim.place_text!r})" if claim.place_text else "")
        )
        lines.append(
            f"  dates    {claim.date_start or '…'} to "
            f"{claim.date_end or '…'}" + (f" (from {claim.date_text!r})" if claim.date_text else "")
        )
        lines.append(
            f"  said by  "
            f"{claim.claimed_by or 'the article itself'}"
            + (f" (from {claim.claimed_by_text!r})" if claim.claimed_by_text else "")
        )
        lines.append(f"  in       {' '.join(sentence.split())[:400]}")
    return "\n".join(lines) + "\n\n"


def _summary(kind: str, claim) -> str:
    if kind == "casualties":
        amount = (
            claim.vague_term
            if claim.value is None
            else f"{claim.value:g}" + (f"-{claim.value_high:g}" if claim.value_high else "")
        )
        part = "" if claim.part_of is None else f", part of claim {claim.part_of}"
        return (
            f"{claim.measure} {claim.qualifier} {amount}, {claim.victim_class}, victims' side "
            f"{claim.victim_actor or 'not stated'}, by {claim.perpetrator or 'not stated'}, {claim.scope}{part}"
        )
    if kind == "territory":
        return (
            f"{claim.actor or 'somebody'} {claim.relation} {claim.qualifier} {claim.value:g} % of "
            f"{claim.place or 'a place not stated'}"
        )
    return (
        f"{claim.type}: {claim.actor1 or 'not stated'} -> {claim.actor2 or 'not stated'}, told "
        f"{len(claim.mentions)} times"
    )
