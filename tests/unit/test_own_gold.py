"""Our own development gold is well formed: quotes stand in the texts, values keep to the vocabularies."""

import datetime as dt
import json
from pathlib import Path

import pytest
import yaml

GOLD = Path(__file__).resolve().parents[1] / "gold"
HALVES = ["seen", "unseen"]
KINDS = ["casualties", "territory", "events"]
MEASURES = {"killed", "wounded", "captured", "missing", "displaced", "trapped", "evacuated", "affected"}
QUALIFIERS = {"exact", "at_least", "more_than", "at_most", "less_than", "nearly", "about", "range", "vague"}
SCOPES = {"incident", "campaign", "conflict"}
CLASSES = {"civilian", "combatant", "mixed", "unknown"}


def sentences(half: str) -> list[dict]:
    return yaml.safe_load((GOLD / "sentences" / f"{half}.yaml").read_text(encoding="utf-8"))


def articles(half: str) -> list[tuple[str, dict]]:
    return [
        (path.with_suffix(".txt").read_text(encoding="utf-8"), json.loads(path.read_text(encoding="utf-8")))
        for path in sorted((GOLD / "articles" / half).glob("*.json"))
    ]


def options(value: str) -> set[str]:
    return {option.strip() for option in value.split("|")}


def faults(claim: dict, kind: str, text: str):
    for quote in [claim["quote"], *claim.get("mentions", [])]:
        if text.count(quote) != 1:
            yield f"quote found {text.count(quote)} times: {quote}"
        if "\n" in quote:
            yield f"quote runs over a line end: {quote}"
    for end in ("date_start", "date_end"):
        for day in options(claim.get(end) or "null") - {"null"}:
            dt.date.fromisoformat(day)
    if kind == "events":
        return
    qualifier, value = claim["qualifier"], claim.get("value")
    if qualifier not in QUALIFIERS:
        yield f"qualifier {qualifier}"
    if (value is None) != (qualifier == "vague") or (claim.get("value_high") is None) != (qualifier != "range"):
        yield f"value does not go with {qualifier}: {claim['quote']}"
    if kind == "territory":
        if claim["relation"] not in {"holds", "lost"} or (value is not None and not 0 <= value <= 100):
            yield f"no share: {claim['quote']}"
        return
    if not options(claim["measure"]) <= MEASURES or claim["scope"] is None:
        yield f"measure {claim['measure']}"
    if not options(claim["scope"]) <= SCOPES or not options(claim["victim_class"]) <= CLASSES:
        yield f"scope or class: {claim['quote']}"


@pytest.mark.parametrize("half", HALVES)
def test_sentences_are_well_formed(half):
    cases = sentences(half)
    assert len(cases) >= 160
    for case in cases:
        assert {"id", "published", "text", "casualties", "territory"} <= case.keys(), case["id"]
        dt.date.fromisoformat(case["published"])
        for kind in KINDS:
            for claim in case.get(kind, []):
                assert list(faults(claim, kind, case["text"])) == [], case["id"]
        for claim in case["casualties"]:
            assert claim.get("part_of", 0) in range(len(case["casualties"])), case["id"]


@pytest.mark.parametrize("half", HALVES)
def test_articles_are_well_formed(half):
    found = articles(half)
    assert len(found) >= 10
    for text, gold in found:
        for kind in KINDS:
            for claim in gold[kind]:
                assert list(faults(claim, kind, text)) == [], gold["article"]


def test_no_case_is_in_both_halves():
    for load, key in ((sentences, lambda case: case["text"]), (articles, lambda pair: pair[0])):
        seen, unseen = ({key(item) for item in load(half)} for half in HALVES)
        assert seen.isdisjoint(unseen)
    ids = [case["id"] for half in HALVES for case in sentences(half)]
    assert len(ids) == len(set(ids))


def test_the_halves_are_of_the_same_mix():
    counts = {half: [sum(len(case.get(kind, [])) for case in sentences(half)) for kind in KINDS] for half in HALVES}
    for seen, unseen in zip(*counts.values(), strict=True):
        assert abs(seen - unseen) <= 0.1 * max(seen, unseen), counts
