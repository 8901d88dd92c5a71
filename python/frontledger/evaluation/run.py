"""Score the extractor against gold: predict, count, tabulate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from frontledger.evaluation.gold import GoldText, load_gold
from frontledger.evaluation.score import Counts, Row, accuracy_rows, count_text
from frontledger.extraction import ArticleText, Extractor

# Where the gold of this project lies, by part; "unseen" is scored, its misses are never read while rules are written.
GOLD_PARTS = {
    "seed": ("seed",),
    "seen": ("articles/seen",),
    "unseen": ("articles/unseen",),
    "seen sentences": ("sentences/seen.yaml",),
    "unseen sentences": ("sentences/unseen.yaml",),
}


def predict(texts: Iterable[GoldText], extractor: Extractor) -> list[dict[str, list[dict]]]:
    """Return the extractor's claims for each gold text, in the gold layout."""
    articles = (ArticleText(t.id, t.text, dt.date.fromisoformat(t.published) if t.published else None) for t in texts)
    return [claims.to_gold() for claims in extractor.extract_many(articles)]


def count_gold(texts: list[GoldText], extractor: Extractor) -> list[dict[str, Counts]]:
    """Return the counts of every gold text."""
    return [count_text(t, p) for t, p in zip(texts, predict(texts, extractor), strict=True)]


def evaluate_path(path: Path, extractor: Extractor, part: str | None = None) -> list[Row]:
    """Return the accuracy rows of one gold folder or file."""
    return accuracy_rows(part or path.name, count_gold(load_gold(path), extractor))


def evaluate_project(gold: Path, extractor: Extractor) -> list[Row]:
    """Return the accuracy rows of every part of the project's gold that is there."""
    rows: list[Row] = []
    for part, names in GOLD_PARTS.items():
        for name in names:
            if (gold / name).exists():
                rows += evaluate_path(gold / name, extractor, part)
    return rows
