"""Who is held: "hold" and "take" tell captivity only of people, by somebody armed or behind walls."""

from __future__ import annotations

from frontledger.extraction.lexicon import person_noun
from frontledger.extraction.syntax import children, subjects
from frontledger.text.words import Token

_WALLS = frozenset(
    "prison prisons jail jails cell cells camp camps warehouse warehouses school schools building buildings basement "
    "basements underground cellar cellars stadium compound house houses barracks base custody captivity "
    "detention".split()
)
_TOLD_SO = frozenset("prisoner prisoners hostage hostages captive captives detainee detainees".split())
_AWAY = frozenset("to into home out off back through across".split())


def tells_captivity(verb: Token) -> bool:
    """Tell whether "hold" ("held some 700 men in a warehouse") or "take" ("took my two sisters") tells of captives.

    Only the active is asked here, with an object that is people; that they are counted the caller sees.
    """
    objects = children(verb, "dobj")
    if not objects or not any(person_noun(o.text) for o in objects):
        return False
    if any(o.lower_ in _TOLD_SO for o in objects):
        return False  # "took 30 prisoners": the noun tells it
    if verb.lower_ in ("hold", "holds", "held", "holding"):
        inside = {g.lower_ for p in children(verb, "prep") for g in children(p, "pobj")}
        inside |= {g.lower_ for o in objects for p in children(o, "prep") for g in children(p, "pobj")}
        return bool(inside & _WALLS)
    armed = any(s.lower_ in ("they", "he") or (person_noun(s.text) or ("",))[0] == "combatant" for s in subjects(verb))
    return armed and not any(c.lower_ in _AWAY for c in verb.children)


def taken_by_force(verb: Token) -> bool:
    """Tell whether people who "were taken" were so by armed men: "taken from the bus station by men in uniform"."""
    by = [g for p in children(verb, "agent", "prep") if p.lower_ == "by" for g in children(p, "pobj")]
    to = any(c.lower_ in _AWAY for c in verb.children)
    return not to and any(g.lower_ == "men" or (person_noun(g.text) or ("",))[0] == "combatant" for g in by)
