"""Predicted claims against gold ones, by the rules that the annotation guidelines score with.

A prediction is right when its quote overlaps the gold quote and its core agrees (measure and quantity; quantity
and relation; type). Each gold claim is paired with at most one prediction, best agreement first. *Found* counts
pairs; *claim* counts each pair with the share of its attributes that agree.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from frontledger.evaluation.gold import KINDS, GoldText

ATTRIBUTES = {
    "casualties": (
        "qualifier",
        "unit",
        "victim_class",
        "victim_actor",
        "perpetrator",
        "place",
        "dates",
        "scope",
        "claimed_by",
        "part_of",
    ),
    "territory": ("actor", "place", "qualifier", "dates", "claimed_by"),
    "events": ("actor1", "actor2", "place", "dates", "claimed_by"),
}
MAX_QUOTE = 700  # characters; a longer quote shows nothing
_SPELLINGS = {
    "defence": "defense",
    "organisation": "organization",
    "centre": "center",
    "neighbourhood": "neighborhood",
    "airbase": "air base",
    "northeastern": "northeast",
    "north eastern": "northeast",
    "northwestern": "northwest",
    "north western": "northwest",
}


@dataclass(slots=True)
class Counts:
    """What one text adds to the score of one kind."""

    gold: int = 0
    predicted: int = 0
    paired: int = 0
    agreement: float = 0.0
    agreed: dict[str, int] = field(default_factory=dict)

    def __add__(self, other: Counts) -> Counts:
        names = self.agreed.keys() | other.agreed.keys()
        return Counts(
            self.gold + other.gold,
            self.predicted + other.predicted,
            self.paired + other.paired,
            self.agreement + other.agreement,
            {name: self.agreed.get(name, 0) + other.agreed.get(name, 0) for name in names},
        )


def plain_name(name: object) -> str | None:
    """Return a name without case, accents, hyphens, full stops, a leading article and a trailing "city"."""
    if name is None:
        return None
    text = unicodedata.normalize("NFKD", str(name)).encode("ascii", "ignore").decode().lower()
    text = " ".join(text.replace("-", " ").replace("'", "").replace(".", "").split())
    for spelling, other in _SPELLINGS.items():
        text = text.replace(spelling, other)
    for article in ("the ", "al ", "el "):
        text = text.removeprefix(article)
    return text.removesuffix(" city") or None


def same_name(gold: object, predicted: object) -> bool:
    """Tell whether a prediction is one of the gold's alternatives ("Raqqa | Raqqa province")."""
    if gold is None:
        options: list[str | None] = [None]
    else:
        options = [None if g.strip() == "null" else plain_name(g) for g in str(gold).split("|")]
    return plain_name(predicted) in options


def _spans(claim: dict, text: str) -> list[tuple[int, int]]:
    found = []
    for quote in claim.get("mentions") or [claim.get("quote")]:
        if not quote or len(quote) > MAX_QUOTE or "\n" in quote.strip():
            continue
        at = text.find(quote)
        while at >= 0:
            found.append((at, at + len(quote)))
            at = text.find(quote, at + 1)
    return found


def _number(value: object) -> float | None:
    return None if value is None else round(float(str(value)), 1)


def _core_agrees(kind: str, gold: dict, predicted: dict) -> bool:
    if kind == "events":
        return predicted.get("type") in [t.strip() for t in gold["type"].split("|")]
    for name in ("value", "value_high"):
        if _number(gold[name]) != _number(predicted.get(name)):
            return False
    if gold["value"] is None and gold.get("vague_term"):
        if plain_name(gold["vague_term"]) != plain_name(predicted.get("vague_term")):
            return False
    if kind == "casualties":
        return predicted.get("measure") in [m.strip() for m in gold["measure"].split("|")]
    return gold["relation"] == predicted.get("relation")


def attribute_agrees(name: str, gold: dict, predicted: dict, pairs: dict[int, int]) -> bool:
    """Tell whether one attribute of a pair agrees; ``pairs`` maps gold to predicted claims of the text."""
    if name == "dates":
        return all(same_name(gold[end], predicted.get(end)) for end in ("date_start", "date_end"))
    if name == "part_of":
        if gold["part_of"] is None or predicted.get("part_of") is None:
            return gold["part_of"] is None and predicted.get("part_of") is None
        return pairs.get(gold["part_of"]) == predicted["part_of"]
    if name == "unit":
        return same_name(gold["unit"], predicted.get("unit") or "person")
    return same_name(gold[name], predicted.get(name))


def pair_claims(kind: str, gold: list[dict], predicted: list[dict], text: str) -> dict[int, int]:
    """Return which prediction (index) each gold claim (index) is paired with."""
    gold_spans, predicted_spans = [_spans(c, text) for c in gold], [_spans(c, text) for c in predicted]
    candidates = []
    names = [a for a in ATTRIBUTES[kind] if a != "part_of"]
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            overlapping = any(s < f and t < e for s, e in gold_spans[i] for t, f in predicted_spans[j])
            if overlapping and _core_agrees(kind, g, p):
                candidates.append((-sum(attribute_agrees(a, g, p, {}) for a in names) / len(names), i, j))
    pairs: dict[int, int] = {}
    for _, i, j in sorted(candidates):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def count_text(gold: GoldText, predicted: dict[str, list[dict]]) -> dict[str, Counts]:
    """Return the counts of one text by kind; kinds that the gold does not annotate are left out."""
    result = {}
    for kind in KINDS:
        if kind not in gold.claims:
            continue
        claims, guesses = gold.claims[kind], predicted.get(kind, [])
        pairs = pair_claims(kind, claims, guesses, gold.text)
        optional = {i for i, c in enumerate(claims) if c.get("optional")}
        counted = {i: j for i, j in pairs.items() if i not in optional}
        counts = Counts(len(claims) - len(optional), len(guesses) - (len(pairs) - len(counted)), len(counted))
        counts.agreed = dict.fromkeys(ATTRIBUTES[kind], 0)
        for i, j in counted.items():
            rights = {a: attribute_agrees(a, claims[i], guesses[j], pairs) for a in ATTRIBUTES[kind]}
            counts.agreement += sum(rights.values()) / len(rights)
            for name, right in rights.items():
                counts.agreed[name] += right
        result[kind] = counts
    return result


def precision_recall_f1(right: float, gold: int, predicted: int) -> tuple[float, float, float]:
    """Return precision, recall and F1, each 0 where nothing was predicted or there is nothing to find."""
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def bootstrap_interval(counts: Sequence[Counts], figure, draws: int = 1000, seed: int = 7) -> tuple[float, float]:
    """Return the 95 % percentile interval of ``figure(total)`` over texts drawn with replacement; seeded."""
    if len(counts) < 2:
        return 0.0, 1.0
    chance = random.Random(seed)
    values = sorted(figure(sum(chance.choices(counts, k=len(counts)), start=Counts())) for _ in range(draws))
    return values[int(0.025 * draws)], values[min(draws - 1, int(0.975 * draws))]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the accuracy table; ``figure`` is found_precision, found_recall, found_f1, claim_f1 or a field."""

    part: str
    kind: str
    figure: str
    value: float | None
    low: float | None
    high: float | None
    n: int


def _found_f1(total: Counts) -> float:
    return precision_recall_f1(total.paired, total.gold, total.predicted)[2]


def _claim_f1(total: Counts) -> float:
    return precision_recall_f1(total.agreement, total.gold, total.predicted)[2]


def accuracy_rows(part: str, counted: Sequence[dict[str, Counts]]) -> list[Row]:
    """Return the accuracy table of one part of the gold ("seed", "seen", "unseen"), with 95 % intervals."""
    rows = []
    for kind in KINDS:
        counts = [c[kind] for c in counted if kind in c]
        if not counts:
            continue
        total = sum(counts, start=Counts())
        figures = {
            "found_precision": lambda t: precision_recall_f1(t.paired, t.gold, t.predicted)[0],
            "found_recall": lambda t: precision_recall_f1(t.paired, t.gold, t.predicted)[1],
            "found_f1": _found_f1,
            "claim_f1": _claim_f1,
        }
        for name, figure in figures.items():
            low, high = bootstrap_interval(counts, figure)
            n = total.predicted if name == "found_precision" else total.gold
            rows.append(Row(part, kind, name, round(figure(total), 3), round(low, 3), round(high, 3), n))
        for name in ATTRIBUTES[kind]:

            def share(t: Counts, name: str = name) -> float:
                return t.agreed.get(name, 0) / t.paired if t.paired else 0.0

            if total.paired:
                low, high = bootstrap_interval(counts, share)
                rows.append(Row(part, kind, name, round(share(total), 3), round(low, 3), round(high, 3), total.paired))
            else:
                rows.append(Row(part, kind, name, None, None, None, 0))
    return rows
