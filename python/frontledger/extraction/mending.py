"""Mend a parse where a sentence ends in who said it: "…, killing 16 people, police and medical sources said."

The parser takes such speakers for more of what stands before them, the dead among others, all the more where text lost
its commas. The words of a closing "said" are tied to it, so that every rule sees who speaks and who died.
"""

from __future__ import annotations

from frontledger.extraction.attribution import can_speak
from frontledger.extraction.syntax import is_verb
from frontledger.text.parse import Parsed
from frontledger.text.words import Token

_SAYING = frozenset("said says say told reported added".split())
_OF_A_PHRASE = frozenset(("DT", "JJ", "NN", "NNS", "NNP", "NNPS", "CC", "CD", "POS", "VBN"))
_LONGEST = 9  # words of "a security source and two doctors at the hospital"


def mend_speakers(parsed: Parsed) -> None:
    """Tie the noun phrase before a closing "said", or after a closing "said the …", to it as its subject."""
    for verb in parsed.doc:
        if verb.lower_ not in _SAYING or not is_verb(verb):
            continue
        subjects = [c for c in verb.children if c.dep_.startswith("nsubj")]
        if not subjects and (speaker := _before(verb)):
            _tie(speaker, verb)
        elif (speaker := _after(parsed, verb)) and speaker not in subjects:
            for other in subjects:
                other.dep_ = "dep"  # "… to join rebel forces said the Observatory": they said nothing
            _tie(speaker, verb)


def _before(verb: Token) -> Token | None:
    """Return the first noun of the phrase between the last comma and a "said" that closes its sentence."""
    doc, i = verb.doc, verb.i
    if i + 1 < len(doc) and not doc[i + 1].is_punct:
        return None
    first = i
    while first > 0 and i - first < _LONGEST and doc[first - 1].tag_ in _OF_A_PHRASE:
        first -= 1
    if first == i or first == 0 or doc[first - 1].text != ",":
        return None
    nouns = [t for t in doc[first:i] if t.tag_ in ("NN", "NNS", "NNP", "NNPS")]
    heads = [t for t in nouns if doc[t.i + 1].tag_ not in ("NN", "NNS", "NNP", "NNPS", "POS")]
    return heads[0] if heads and can_speak(heads[0]) else None


def _after(parsed: Parsed, verb: Token) -> Token | None:
    """Return the noun that ends the sentence right after "said": "… were killed said the Observatory."."""
    doc, i = verb.doc, verb.i
    last = i + 1
    while last < len(doc) and doc[last].tag_ in ("DT", "NN", "NNS", "NNP", "NNPS", "JJ"):
        last += 1
    closed = last == len(doc) or doc[last].text in (".", ";", "”", '"')
    if not closed or last - i > _LONGEST or last == i + 1 or verb.lower_ not in ("said", "says"):
        return None
    noun = doc[last - 1]
    named = parsed.kind_at(noun.i) in (None, "source", "voice", "actor", "person")  # "said Friday" names nobody
    return noun if named and noun.tag_.startswith("NN") and can_speak(noun) else None


def _tie(noun: Token, verb: Token) -> None:
    if noun.head is not noun:
        noun.head.children.remove(noun)
    noun.head, noun.dep_ = verb, "nsubj"
    verb.children.append(noun)
    verb.children.sort(key=lambda t: t.i)
