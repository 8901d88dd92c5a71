"""The extractor against gold: the seed articles at the scores promised, and seen beside unseen.

The floors are those the project promises of itself; they are raised when the extractor has earned it, never lowered.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from frontledger.evaluation.gold import load_gold
from frontledger.evaluation.run import count_gold, evaluate_path
from frontledger.evaluation.score import Counts, precision_recall_f1
from frontledger.extraction import ArticleText, Extractor

GOLD = Path(__file__).parents[1] / "gold"
FLOORS = {
    ("casualties", "found_f1"): 0.95,
    ("casualties", "claim_f1"): 0.90,
    ("territory", "found_f1"): 0.95,
    ("territory", "claim_f1"): 0.90,
    ("events", "found_f1"): 0.85,
    ("events", "claim_f1"): 0.75,
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load()


@pytest.mark.parametrize(("kind", "figure"), FLOORS)
def test_the_seed_articles_score_at_least_the_floor(extractor: Extractor, kind: str, figure: str) -> None:
    value = {(r.kind, r.figure): r.value for r in evaluate_path(GOLD / "seed", extractor)}[(kind, figure)]
    assert value is not None and value >= FLOORS[(kind, figure)]


def _found(path: Path, kind: str, extractor: Extractor) -> float:
    total = sum((c[kind] for c in count_gold(load_gold(path), extractor) if kind in c), start=Counts())
    return precision_recall_f1(total.paired, total.gold, total.predicted)[2]


def test_the_unseen_sentences_are_found_nearly_as_well_as_the_seen_ones(extractor: Extractor) -> None:
    """A rule that only fits the sentences it was written for would open a gap here."""
    seen = _found(GOLD / "sentences" / "seen.yaml", "casualties", extractor)
    unseen = _found(GOLD / "sentences" / "unseen.yaml", "casualties", extractor)
    assert unseen >= seen - 0.05


def test_sentences_that_assert_no_casualty_give_none(extractor: Extractor) -> None:
    """Ages, fears, plans, denials, sport: of the seen sentences without a claim, nearly all stay without one."""
    cases = [t for t in load_gold(GOLD / "sentences" / "seen.yaml") if t.claims.get("casualties") == []]
    wrong = [t.id for t, c in zip(cases, count_gold(cases, extractor), strict=True) if c["casualties"].predicted]
    assert len(wrong) <= 0.12 * len(cases), wrong


def test_every_seed_article_gives_the_layout_of_a_gold_file(extractor: Extractor) -> None:
    from frontledger.evaluation.run import predict

    texts = load_gold(GOLD / "seed")
    for text, claims in zip(texts, predict(texts, extractor), strict=True):
        gold = json.loads((GOLD / "seed" / f"{text.id}.json").read_text(encoding="utf-8"))
        assert claims.keys() == {"article", "casualties", "territory", "events"}
        for kind in ("casualties", "territory", "events"):
            for claim in claims[kind]:
                assert claim["quote"] in text.text and "\n" not in claim["quote"]
                if gold[kind]:
                    assert gold[kind][0].keys() - {"note", "optional"} <= claim.keys()


RULES = yaml.safe_load((Path(__file__).parent / "rules.yaml").read_text(encoding="utf-8"))


def _matches(claim: dict, wanted: dict) -> bool:
    return all(claim.get(name) == value for name, value in wanted.items() if name != "kind")


@pytest.mark.parametrize("case", RULES, ids=[c["id"] for c in RULES])
def test_a_rule_of_reading(extractor: Extractor, case: dict) -> None:
    """What a golden sentence must give comes out, and what it must never give does not."""
    claims = extractor.extract(ArticleText(case["id"], case["text"].strip(), case["published"])).to_gold()
    for wanted in case.get("gives", []):
        assert any(_matches(c, wanted) for c in claims[wanted["kind"]]), (wanted, claims[wanted["kind"]])
    for banned in case.get("never", []):
        assert not any(_matches(c, banned) for c in claims[banned["kind"]]), (banned, claims[banned["kind"]])
