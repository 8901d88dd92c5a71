"""A trigger word, a telling of an occurrence, and the table of triggers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from frontledger.extraction.lexicon import inflections
from frontledger.extraction.places import PlaceMention
from frontledger.extraction.speakers import Speaker
from frontledger.extraction.when import When
from frontledger.reference import read_table


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that can tell an event, with the frame it needs."""

    term: str
    pos: str
    event_type: str
    frame: str


@dataclass(slots=True)
class EventMention:
    """One telling of an occurrence; ``weak`` ones only add to an event told elsewhere."""

    type: str
    start: int
    end: int
    trigger: int
    rule_id: str
    actor1: str | None = None
    actor2: str | None = None
    place: PlaceMention | None = None
    own_place: bool = False
    when: When | None = None
    own_date: bool = False
    speaker: Speaker | None = None
    unreal: str | None = None
    weak: bool = False
    generic: bool = False  # "the attack": what was told before, if anything was
    claimed: bool = False  # no occurrence: a party that says the attack told before was its own
    lone: bool = False  # weak, but an event of its own where no other violence is told nearby
    another: bool = False  # "had also reached a crossroads": none of what was told before
    beside: tuple[str, ...] = ()  # parties that the sentence names besides, where the act has two sides and lacks one
    cues: list[str] = field(default_factory=list)


@cache
def event_triggers() -> dict[tuple[str, ...], list[Trigger]]:
    """Return the triggers by their words in lower case, verbs in all their forms."""
    table: dict[tuple[str, ...], list[Trigger]] = {}
    for row in read_table("event_triggers"):
        words = row["term"].lower().split()
        trigger = Trigger(row["term"], row["pos"], row["event_type"], row["frame"])
        forms = {words[0]}
        if row["pos"] == "verb":
            forms |= inflections(words[0])
        for form in forms:
            entries = table.setdefault((form, *words[1:]), [])
            if trigger not in entries:
                entries.append(trigger)
    return table


@cache
def event_words() -> frozenset[str]:
    """Return the words that open a trigger, for the filter that decides what is parsed."""
    return frozenset(words[0] for words in event_triggers())
