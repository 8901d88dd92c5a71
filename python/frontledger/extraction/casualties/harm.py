"""A counted harm: what the readers of a sentence find."""

from __future__ import annotations

from dataclasses import dataclass, field

from frontledger.extraction.places import PlaceMention
from frontledger.extraction.quantities import Quantity
from frontledger.extraction.speakers import Speaker
from frontledger.extraction.when import When
from frontledger.text.parse import Parsed
from frontledger.text.words import Token


@dataclass(slots=True)
class Harm:
    """One counted harm in one sentence; offsets are of the article body.

    ``quantity`` is None for a victim told in the singular ("a child"), whose value is 1.
    ``whole`` is the harm of the same sentence of which this one is a stated part, ``"previous"`` if the whole
    stands in a sentence before, ``"these"`` if the text points back at it.
    """

    measure: str
    trigger: Token
    head: Token
    quantity: Quantity | None
    rule_id: str
    start: int
    end: int
    nouns: list[Token] = field(default_factory=list)
    victim_start: int | None = None
    victim_end: int | None = None
    victim_class: str = "unknown"
    unit: str = "person"
    whole: Harm | str | None = None
    unreal: str | None = None
    parsed: Parsed | None = None
    # What the sentence and the article tell of it, filled in by `casualty_claims`.
    place: PlaceMention | None = None
    own_place: bool = False  # the sentence itself names the place
    place_of_part: bool = False  # the place is told of this part alone, not of its whole
    when: When | None = None
    speaker: Speaker | None = None
    bound: str | None = None  # the bound word of the list this amount stands in

    @property
    def qualifier(self) -> str:
        return self.bound or ("exact" if self.quantity is None else self.quantity.qualifier)

    @property
    def value(self) -> float | None:
        return 1.0 if self.quantity is None else self.quantity.value
