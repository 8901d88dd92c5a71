"""What a claim is: its vocabularies, its fields and the bounds that follow from them.

Nothing here reads text. Field by field the meaning is that of the annotation guidelines, whose
layout `ArticleClaims.to_gold` gives; `ArticleClaims.to_rows` gives every field the warehouse keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

MEASURES = ("killed", "wounded", "captured", "missing", "displaced", "trapped", "evacuated", "affected")
QUALIFIERS = ("exact", "at_least", "more_than", "at_most", "less_than", "nearly", "about", "range", "vague")
SCOPES = ("incident", "campaign", "conflict")
VICTIM_CLASSES = ("civilian", "combatant", "mixed", "unknown")
RELATIONS = ("holds", "lost")
MODALITIES = ("asserted", "denied", "suppressed")
DATE_PRECISIONS = ("day", "range", "week", "month", "season", "year", "multi_year", "open")
EVENT_TYPES = (
    "armed_clash",
    "offensive_launched",
    "territory_captured",
    "advance",
    "withdrawal",
    "siege_imposed",
    "siege_broken",
    "air_strike",
    "shelling",
    "suicide_bombing",
    "bombing",
    "chemical_attack",
    "attack_on_civilians",
    "execution",
    "abduction",
    "assassination",
    "mass_grave",
    "property_destruction",
    "looting",
    "arrest",
    "agreement",
    "ceasefire",
    "ceasefire_violation",
    "talks",
    "deployment",
    "mine_clearance",
    "aid_delivery",
    "aid_blocked",
    "displacement",
    "evacuation",
    "protest",
    "other_violence",
)

# The conventional floor of each vague amount, from the guidelines ("Derived bounds").
VAGUE_FLOORS = {
    "a couple": 2,
    "several": 3,
    "a few": 3,
    "few": 3,
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2_000,
    "tens of thousands": 20_000,
    "hundreds of thousands": 200_000,
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lower bound, best figure and upper bound of one quantity; None where the words leave it open."""

    low: float | None
    best: float | None
    high: float | None
    rule: str


def derive_bounds(
    value: float | None, value_high: float | None, qualifier: str, vague_term: str | None = None
) -> Bounds:
    """Return the bounds that the guidelines give to a quantity as stated.

    ``value`` and ``value_high`` are persons (or percent); ``qualifier`` one of `QUALIFIERS`.
    Raises ValueError for a qualifier that is none of them.
    """
    if qualifier == "exact":
        return Bounds(value, value, value, "exact")
    if qualifier in ("at_least", "more_than"):
        return Bounds(value, value, None, qualifier)
    if qualifier in ("at_most", "less_than"):
        return Bounds(0, None, value, qualifier)
    if qualifier == "nearly":
        return Bounds(None, value, value, "nearly")
    if qualifier == "about":
        return Bounds(None, value, None, "about")
    if qualifier == "range":
        return Bounds(value, None, value_high, "range")
    if qualifier == "vague":
        floor = VAGUE_FLOORS.get((vague_term or "").lower())
        return Bounds(floor, None, None, "vague_" + (vague_term or "none").lower().replace(" ", "_"))
    raise ValueError(f"no such qualifier: {qualifier!r}")


@dataclass(slots=True)
class Claim:
    """Fields that claims of all kinds share.

    ``char_start`` and ``char_end`` are offsets of ``quote`` in the article body. ``place`` is the
    canonical name, ``place_text`` the words of the article, ``place_id`` null where nothing is known of
    the place. ``rule_id`` names the rule that found the claim and ``cues`` the words it went by.
    """

    quote: str
    char_start: int
    char_end: int
    place: str | None = None
    place_text: str | None = None
    place_id: str | None = None
    date_start: str | None = None
    date_end: str | None = None
    date_precision: str | None = None
    date_text: str | None = None
    claimed_by: str | None = None
    claimed_by_text: str | None = None
    modality: str = "asserted"
    suppressed_reason: str | None = None
    rule_id: str = ""
    cues: list[str] = field(default_factory=list)


@dataclass(slots=True)
class CasualtyClaim(Claim):
    """Harm to people, with a quantity; ``part_of`` is the ordinal of the whole in the same article."""

    measure: str = "killed"
    value: float | None = None
    value_high: float | None = None
    qualifier: str = "exact"
    vague_term: str | None = None
    unit: str = "person"
    victim_text: str | None = None
    victim_class: str = "unknown"
    victim_actor: str | None = None
    perpetrator: str | None = None
    scope: str = "incident"
    part_of: int | None = None


@dataclass(slots=True)
class TerritoryClaim(Claim):
    """A share of a place, in percent, held or lost."""

    actor: str | None = None
    actor_text: str | None = None
    relation: str = "holds"
    value: float | None = None
    value_high: float | None = None
    qualifier: str = "exact"
    base: str | None = None


@dataclass(slots=True)
class Mention:
    """One place in the article body where an event is told."""

    quote: str
    char_start: int
    char_end: int


@dataclass(slots=True)
class EventClaim(Claim):
    """One occurrence, with every sentence that tells it; ``mentions[0]`` is the quote."""

    type: str = "other_violence"
    actor1: str | None = None
    actor2: str | None = None
    mentions: list[Mention] = field(default_factory=list)


SHARED_GOLD = ("quote", "place", "date_start", "date_end", "claimed_by")
CASUALTY_GOLD = (
    "measure",
    "value",
    "value_high",
    "qualifier",
    "vague_term",
    "unit",
    "victim_text",
    "victim_class",
    "victim_actor",
    "perpetrator",
    "scope",
    "part_of",
)
TERRITORY_GOLD = ("actor", "relation", "value", "value_high", "qualifier", "base")


def _plain_number(value: float | None) -> float | int | None:
    return int(value) if isinstance(value, float) and value.is_integer() else value


@dataclass(slots=True)
class ArticleClaims:
    """All claims of one article, each kind in reading order; ``set_aside`` holds what is not asserted."""

    article_id: str
    casualties: list[CasualtyClaim] = field(default_factory=list)
    territory: list[TerritoryClaim] = field(default_factory=list)
    events: list[EventClaim] = field(default_factory=list)
    set_aside: list[tuple[str, Claim]] = field(default_factory=list)

    def to_gold(self) -> dict:
        """Return the asserted claims in the layout of a gold file."""

        def picked(claim: Claim, names: tuple[str, ...]) -> dict:
            return {name: _plain_number(getattr(claim, name)) for name in names}

        return {
            "article": self.article_id,
            "casualties": [picked(c, SHARED_GOLD + CASUALTY_GOLD) for c in self.casualties],
            "territory": [picked(c, SHARED_GOLD + TERRITORY_GOLD) for c in self.territory],
            "events": [
                picked(c, (*SHARED_GOLD, "type", "actor1", "actor2")) | {"mentions": [m.quote for m in c.mentions]}
                for c in self.events
            ],
        }

    def to_rows(self) -> dict[str, list[dict]]:
        """Return per kind a list of flat dictionaries with every field, for the warehouse.

        Rows of ``set_aside`` follow the asserted ones of their kind, with their modality and reason.
        Casualty and territory rows carry the derived bounds: ``value_low``, ``value_best``,
        ``value_upper`` (persons) or ``pct_low``, ``pct_best``, ``pct_high`` (percent).
        """
        rows: dict[str, list[dict]] = {"casualties": [], "territory": [], "events": []}
        asserted: dict[str, Sequence[Any]] = {
            "casualties": self.casualties,
            "territory": self.territory,
            "events": self.events,
        }
        for kind, claims in asserted.items():
            for claim in [*claims, *(c for k, c in self.set_aside if k == kind)]:
                row = {"kind": kind, "ordinal": len(rows[kind]), **asdict(claim)}
                if kind != "events":
                    bounds = derive_bounds(
                        claim.value, claim.value_high, claim.qualifier, getattr(claim, "vague_term", None)
                    )
                    names = (
                        ("value_low", "value_best", "value_upper")
                        if kind == "casualties"
                        else ("pct_low", "pct_best", "pct_high")
                    )
                    row |= dict(zip(names, (bounds.low, bounds.best, bounds.high), strict=True))
                    row["normalisation_rule"] = bounds.rule
                rows[kind].append(row)
        return rows
