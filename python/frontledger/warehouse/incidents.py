"""Which links between claims hold, so that each group of linked claims tells one happening and no group swallows
another.

The pairs and their scores come from SQL (int_claim_pairs); what SQL is bad at is deciding one link in the light of
those made before it. Links are taken best first. A link is refused when the two groups it would join hold claims
that contradict each other, and when a claim could go to several groups equally well: where in doubt, claims stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

MERGED = "merged"
TOGETHER = "already_together"
CONTRADICTED = "groups_contradict"
AMBIGUOUS = "several_candidates"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims near each other: whether they can be linked, how strongly, and whether they keep their groups
    apart.
    """

    a: str
    b: str
    score: float
    can_link: bool
    keeps_apart: bool
    needs_only_candidate: bool
    looser: str  # the claim whose date says less
    looseness: int  # 1 days, 2 a month, 3 longer or open, 4 undated


def judge_links(pairs: Iterable[Pair], harm_claims: set[str]) -> list[tuple[Pair, str]]:
    """Return every pair that can be linked with what became of it, in the order in which they were decided.

    ``harm_claims`` are the casualty claims: one joins the event that it fits best, never two that contradict each
    other.
    """
    pairs = list(pairs)
    groups = _Groups(pair for pair in pairs if pair.keeps_apart)
    links = sorted((pair for pair in pairs if pair.can_link), key=lambda pair: (-pair.score, pair.a, pair.b))
    firm = [pair for pair in links if not pair.needs_only_candidate]
    judged: list[tuple[Pair, str]] = []

    rivals: dict[tuple[str, float], list[str]] = defaultdict(list)
    for pair in firm:
        for harm, event in ((pair.a, pair.b), (pair.b, pair.a)):
            if harm in harm_claims and event not in harm_claims:
                rivals[harm, pair.score].append(event)

    torn: set[str] = set()
    for pair in firm:
        outcome = groups.may_join(pair.a, pair.b)
        if outcome == MERGED and _is_torn(pair, rivals, torn, harm_claims, groups):
            outcome = AMBIGUOUS
        if outcome == MERGED:
            groups.join(pair.a, pair.b)
        judged.append((pair, outcome))

    vague: dict[str, list[Pair]] = defaultdict(list)
    for pair in links:
        if pair.needs_only_candidate:
            vague[pair.looser].append(pair)
    for looser in sorted(vague, key=lambda claim: (max(pair.looseness for pair in vague[claim]), claim)):
        open_links = [(pair, groups.may_join(pair.a, pair.b)) for pair in vague[looser]]
        fits = [pair for pair, outcome in open_links if outcome == MERGED]
        candidates = {groups.of(pair.b if pair.a == looser else pair.a) for pair in fits}
        for pair, outcome in open_links:
            if outcome == MERGED and len(candidates) > 1:
                outcome = AMBIGUOUS
            elif outcome == MERGED:
                outcome = groups.may_join(pair.a, pair.b)  # the first of several links to one group has joined them
                if outcome == MERGED:
                    groups.join(pair.a, pair.b)
            judged.append((pair, outcome))
    return judged


def link_table(pairs: Iterable[Pair], harm_claims: set[str]) -> pa.Table:
    """Return `judge_links` as a table: claim_a, claim_b, link_number (the order of decision, from 1), outcome."""
    judged = judge_links(pairs, harm_claims)
    return pa.table(
        {
            "claim_a": pa.array([pair.a for pair, _ in judged], pa.string()),
            "claim_b": pa.array([pair.b for pair, _ in judged], pa.string()),
            "link_number": pa.array(range(1, len(judged) + 1), pa.int32()),
            "outcome": pa.array([outcome for _, outcome in judged], pa.string()),
        }
    )


def _is_torn(
    pair: Pair,
    rivals: dict[tuple[str, float], list[str]],
    torn: set[str],
    harm_claims: set[str],
    groups: _Groups,
) -> bool:
    """Return whether the harm that ``pair`` ties to an event fits a contradicting event as well, or did at a
    better score.
    """
    for harm, event in ((pair.a, pair.b), (pair.b, pair.a)):
        if harm in harm_claims and event not in harm_claims:
            if harm not in torn and any(
                groups.may_join(event, rival) == CONTRADICTED and groups.may_join(harm, rival) == MERGED
                for rival in rivals[harm, pair.score]
            ):
                torn.add(harm)
            return harm in torn
    return False


class _Groups:
    """Claims joined so far, and which groups must stay apart."""

    def __init__(self, apart: Iterable[Pair]) -> None:
        self._leader: dict[str, str] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for pair in apart:
            self._apart[pair.a].add(pair.b)
            self._apart[pair.b].add(pair.a)

    def of(self, claim: str) -> str:
        while (above := self._leader.get(claim, claim)) != claim:
            self._leader[claim] = self._leader.get(above, above)
            claim = above
        return claim

    def may_join(self, a: str, b: str) -> str:
        one, other = self.of(a), self.of(b)
        if one == other:
            return TOGETHER
        return CONTRADICTED if other in self._apart[one] else MERGED

    def join(self, a: str, b: str) -> None:
        one, other = sorted((self.of(a), self.of(b)))
        self._leader[other] = one
        for enemy in self._apart.pop(other, set()):
            self._apart[enemy].discard(other)
            self._apart[enemy].add(one)
            self._apart[one].add(enemy)
