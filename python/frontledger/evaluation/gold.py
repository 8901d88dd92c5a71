"""Gold articles and gold sentences as one kind of thing: a text, its day, and the claims a reader found in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import yaml

from frontledger.claims import CASUALTY_GOLD, SHARED_GOLD, TERRITORY_GOLD

KINDS = ("casualties", "territory", "events")
_FIELDS = {
    "casualties": SHARED_GOLD + CASUALTY_GOLD,
    "territory": SHARED_GOLD + TERRITORY_GOLD,
    "events": (*SHARED_GOLD, "type", "actor1", "actor2"),
}
_DEFAULTS = {"unit": "person"}


@dataclass(frozen=True, slots=True)
class GoldText:
    """One annotated text. A kind that is absent from ``claims`` was not annotated and is not scored."""

    id: str
    published: str | None
    text: str
    claims: dict[str, list[dict]]


def load_gold(path: Path) -> list[GoldText]:
    """Return the gold texts of a folder (NAME.json beside NAME.txt) or of a YAML file of sentences.

    Raises FileNotFoundError for a path that holds none, ValueError naming the file for one that is malformed.
    """
    if path.is_file():
        return _load_sentences(path)
    texts = []
    for gold_path in sorted(path.glob("*.json")):
        text_path = gold_path.with_suffix(".txt")
        if not text_path.exists():
            continue
        try:
            gold = json.loads(gold_path.read_text(encoding="utf-8"))
            claims = {kind: gold[kind] for kind in KINDS}
        except (json.JSONDecodeError, KeyError) as error:
            raise ValueError(f"{gold_path}: {error}") from error
        texts.append(GoldText(gold_path.stem, gold.get("published"), text_path.read_text(encoding="utf-8"), claims))
    if not texts:
        raise FileNotFoundError(f"{path}: no gold articles (NAME.json beside NAME.txt)")
    return texts


def _load_sentences(path: Path) -> list[GoldText]:
    texts = []
    for case in yaml.safe_load(path.read_text(encoding="utf-8")):
        claims = {kind: [_filled(kind, claim) for claim in case[kind]] for kind in KINDS if case.get(kind) is not None}
        published = case.get("published")
        texts.append(GoldText(case["id"], str(published) if published else None, case["text"], claims))
    return texts


def _filled(kind: str, claim: dict) -> dict:
    """Give a claim the fields that a golden sentence leaves out: null, or the one usual value."""
    filled = {name: claim.get(name, _DEFAULTS.get(name)) for name in _FIELDS[kind]} | claim
    if kind == "events":
        filled.setdefault("mentions", [filled["quote"]])
    for end in ("date_start", "date_end"):
        filled[end] = None if filled[end] is None else str(filled[end])
    return filled
