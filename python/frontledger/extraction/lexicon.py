"""The seeds of extraction as look-ups, built once from the reference tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from frontledger.reference import read_table, split_list

_VOWELS = "aeiou"
_DOUBLING = frozenset("kidnap trap gun hit shell stop cut plan ban rob stab grab bus mow".split()) - {"shell", "mow"}


@cache
def _irregular_forms() -> dict[str, set[str]]:
    return {row["verb"]: set(split_list(row["forms"])) for row in read_table("verb_forms")}


def inflections(verb: str) -> set[str]:
    """Return the forms of an English verb, itself and its irregular ones (verb_forms.csv) among them."""
    return _regular_forms(verb) | _irregular_forms().get(verb, set())


def _regular_forms(verb: str) -> set[str]:
    if verb.endswith("ee"):
        return {verb, verb + "s", verb + "d", verb + "ing"}  # "fleeing", "freeing"
    if verb.endswith("e"):
        return {verb, verb + "s", verb + "d", verb[:-1] + "ing"}
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return {verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return {verb, verb + "es", verb + "ed", verb + "ing"}
    stem = verb + verb[-1] if verb in _DOUBLING else verb
    return {verb, verb + "s", stem + "ed", stem + "ing"}


_IRREGULAR = {"children": "child", "people": "people", "lives": "life", "wives": "wife"}


def singular(noun: str) -> str:
    """Return the singular of a lower-case English noun as well as spelling alone can tell."""
    if noun.endswith("men"):
        return noun[:-3] + "man"
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes", "zes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3:
        return noun[:-1]
    return noun


@dataclass(frozen=True, slots=True)
class CasualtyTrigger:
    """A word of harm: what it does to whom (measure) and where its victims stand (frame)."""

    lemma: str
    pos: str
    measure: str
    frame: str


@cache
def casualty_triggers() -> dict[tuple[str, ...], list[CasualtyTrigger]]:
    """Return the triggers by their words in lower case."""
    table: dict[tuple[str, ...], list[CasualtyTrigger]] = {}
    for row in read_table("casualty_triggers"):
        forms = set(split_list(row["forms"])) | {row["lemma"]}
        if row["pos"] == "verb" and " " not in row["lemma"]:
            forms |= inflections(row["lemma"])
        if row["pos"] == "phrase":
            continue
        for form in forms:
            trigger = CasualtyTrigger(row["lemma"], row["pos"], row["measure"], row["frame"])
            table.setdefault(tuple(form.split()), []).append(trigger)
    return table


@cache
def victim_nouns() -> dict[str, tuple[str, str]]:
    """Return victim class and unit by noun (singular, and plural where it is no plain -s)."""
    return {row["noun"]: (row["victim_class"], row["unit"]) for row in read_table("victim_nouns")}


# What kills without a maker: whose war it is does not tell who killed
WARS = frozenset("war conflict fighting violence crisis unrest uprising insurgency revolt rebellion clashes".split())


@cache
def non_victim_nouns() -> frozenset[str]:
    """Return the nouns that are counted in war news and are no people."""
    return frozenset(row["noun"] for row in read_table("non_victim_nouns"))


_PERSON_ENDINGS = (
    "er",
    "or",
    "ist",
    "ee",
    "ant",
    "ian",
    "man",
    "woman",
    "eer",
    "ess",
    "ese",
    "ite",
    "arian",
    "path",
    "crat",
)


def person_noun(word: str) -> tuple[str, str] | None:
    """Return (victim class, unit) if the noun surely names people, else None."""
    low = word.lower()
    nouns = victim_nouns()
    return (
        nouns.get(low)
        or nouns.get(singular(low))
        or nouns.get(low.split("-")[-1])
        or nouns.get(singular(low.split("-")[-1]))
        or (("unknown", "person") if low in _peoples() else None)
    )


@cache
def _peoples() -> frozenset[str]:
    """Return what the people of a country are called: "gazans", "yemenis"."""
    demonyms = (d for row in read_table("countries") for d in split_list(row["demonyms"]))
    names = [d.lower() for d in demonyms if d]
    invariable = {d for d in names if d.endswith(("ese", "be", "iss", "ish", "ench"))}
    return frozenset(("gazans", *invariable, *(f"{d}s" for d in names if d not in invariable and not d.endswith("s"))))


def may_be_person(word: str) -> bool:
    """Tell whether an open-class noun can name people: not known as a thing, and shaped like an agent if unknown."""
    low = word.lower()
    return low not in non_victim_nouns() and singular(low) not in non_victim_nouns()


def shaped_like_person(word: str) -> bool:
    """Tell whether an unknown noun has the ending of a word for people ("gravediggers", "botanist")."""
    one = singular(word.lower())
    return may_be_person(word) and len(one) > 4 and one.endswith(_PERSON_ENDINGS)


@cache
def trigger_words() -> frozenset[str]:
    """Return the first word of every casualty trigger."""
    return frozenset(words[0] for words in casualty_triggers())
