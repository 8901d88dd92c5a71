"""Mend what the parser often gets wrong in texts on war, before any rule reads it.

A closing speaker ("…, killing two clerks, hospital and army sources said.") is taken for more of what stands before it,
the dead among others, all the more where text lost its commas: it is tied to its "said". The noun of "in government
shelling" is taken for a verb: it becomes one.
"""

from __future__ import annotations

from frontledger.extraction.speakers import can_speak
from frontledger.extraction.syntax import OUTCOMES, is_verb
from frontledger.text.parse import Parsed
from frontledger.text.words import Token

_SAYING = frozenset("said says say told reported added".split())
_OF_A_PHRASE = frozenset(("DT", "JJ", "NN", "NNS", "NNP", "NNPS", "CC", "CD", "POS", "VBN"))
_ACTS = frozenset("shelling bombing firing gunfire bombardment".split())
_PARTY_WORDS = frozenset(
    "government regime rebel army opposition insurgent militant coalition jihadist artillery mortar tank rocket aerial "
    "indiscriminate heavy intense enemy state".split()
)
_TAKEN_FOR_NOUNS = frozenset(("overrun",))  # a participle like its noun
_OPENING_ACTS = frozenset("fighting shelling bombing".split())
_FRAMING = frozenset("on in at near late early since last".split())
_OPENING = 8  # words in which a sentence opens
_HARMED = frozenset("killed dead slain injured wounded hurt missing kidnapped abducted captured arrested".split())
_BE = frozenset("was were is are been being".split())
_ROLES = frozenset(
    "official officials resident residents witness witnesses group groups source sources monitor monitors activist "
    "activists agency media police medic medics doctor doctors ministry authorities spokesman spokeswoman villagers "
    "rescuers observatory television army military commander commanders".split()
)
_OF_ROLES = frozenset(
    "rights security medical local state news police hospital military government opposition rebel health senior aid "
    "monitoring relief same war regional provincial district intelligence tribal army another other several various "
    "official independent militant human interior defence defense foreign".split()
)
_LONGEST = 9  # words of "a security source and two doctors at the hospital"
_PARTS_OF_LAND = frozenset("percent % half third quarter most all thirds quarters fifth fifths".split())
_OFFENSIVES = frozenset(("offensive", "counteroffensive", "counter-offensive"))
_SIDES = frozenset("north south east west northeast northwest southeast southwest".split())
_CAPTIVE = frozenset("hostage captive prisoner".split())


def mend(parsed: Parsed) -> None:
    """Mend a parse in place: speakers first, then acts of war."""
    _mend_speakers(parsed)
    _mend_acts(parsed)
    _mend_outcomes(parsed)
    _mend_amounts(parsed)
    _mend_passives(parsed)
    _mend_perfects(parsed)
    _mend_opening_acts(parsed)
    _mend_headlines(parsed)
    _mend_behind_places(parsed)
    _mend_opening_frames(parsed)
    _mend_relatives(parsed)
    _mend_hostages(parsed)
    _mend_holding(parsed)
    _mend_offensives(parsed)


def _mend_offensives(parsed: Parsed) -> None:
    """Make "an offensive north of the city", taken for a north that offends, the noun it is."""
    for word in parsed.doc:
        side = word.head
        if word.lower_ in _OFFENSIVES and word.dep_ == "amod" and side.i == word.i + 1 and side.lower_ in _SIDES:
            word.tag_ = "NN"
            _hang(word, side.head, side.dep_)
            _hang(side, word, "advmod")
            for child in [c for c in side.children if c.i < word.i]:
                _hang(child, word, child.dep_)


def _mend_holding(parsed: Parsed) -> None:
    """Read "The Taliban control half of Helmand", taken for a heap of nouns, with its verb."""
    doc = parsed.doc
    for i in range(1, len(doc) - 1):
        word, holder = doc[i], doc[i - 1]
        if word.lower_ not in ("control", "hold") or word.tag_ != "NN" or parsed.kind_at(i - 1) != "actor":
            continue
        share = word.head if word.dep_ == "compound" and word.head.i > i else None
        share = share or next((c for c in word.children if c.i > i and c.dep_ in ("appos", "nmod", "dep")), None)
        above = share if share is word.head else word
        if share is None or not (parsed.kind_at(share.i) == "quantity" or share.lower_ in _PARTS_OF_LAND):
            continue
        if any(is_verb(t) for t in (above, *above.ancestors)):
            continue
        if above is share:
            if share.head is share:
                share.children.remove(word)
                word.head, word.dep_ = word, "ROOT"
            else:
                _hang(word, share.head, share.dep_)
        word.tag_ = "VBP"
        _hang(share, word, "dobj")
        for child in [c for c in (*word.children, *share.children) if c.i < holder.i]:
            _hang(child, holder, child.dep_)
        _hang(holder, word, "nsubj")


def _mend_hostages(parsed: Parsed) -> None:
    """Make "hostage" in "took 90 people hostage" what they became: the parse makes it a second object."""
    for word in parsed.doc[2:]:
        if word.dep_ == "dobj" and word.lower_ in _CAPTIVE and not any(c.i < word.i for c in word.children):
            if any(c.dep_ == "dobj" and c.i < word.i for c in word.head.children):
                word.dep_ = "oprd"


def _mend_relatives(parsed: Parsed) -> None:
    """Hang ", which the army retook on Thursday" on the place right before it, not on a noun further back."""
    doc = parsed.doc
    for i in range(2, len(doc) - 2):
        if doc[i].lower_ != "which" or doc[i - 1].text != "," or parsed.kind_at(i - 2) != "place":
            continue
        clause = doc[i].head
        if clause.dep_ == "relcl" and clause.head.i < i - 2 and is_verb(clause):
            _hang(clause, doc[i - 2], "relcl")


def _mend_behind_places(parsed: Parsed) -> None:
    """Part what a lost comma joined: an amount counts no place before it, nor does "according to" end in one.

    "In Anbar two soldiers and a marine died", "according to the United Nations up to 1,100 people have been killed".
    """
    doc = parsed.doc
    for i in range(2, len(doc) - 2):
        amount, name = doc[i], doc[i - 1]
        if parsed.kind_at(i) != "quantity" or parsed.kind_at(i - 1) not in ("place", "actor", "source"):
            continue
        source = {t.lower_ for t in doc[max(0, i - 4) : i - 1]} >= {"according", "to"}
        if not source and (parsed.kind_at(i - 1) != "place" or amount.head is not name):
            continue
        end = i + 1
        while end < len(doc) and doc[end].tag_ in ("JJ", "NN", "NNP", "NNS", "NNPS"):
            end += 1
        noun = next((t for t in reversed(doc[i + 1 : end]) if t.tag_ in ("NN", "NNS", "NNPS")), None)
        if noun is None:
            continue
        if source:
            _hang(name, next(t for t in reversed(doc[: i - 1]) if t.lower_ == "to"), "pobj")
            for word in [c for c in noun.children if c.i < name.i]:
                _hang(word, name, word.dep_)
        _hang(amount, noun, "nummod")
        _hang_subject(noun)


def _mend_opening_frames(parsed: Parsed) -> None:
    """Part the day or place that opens a sentence from the subject behind it: "On Friday rockets hit a market"."""
    doc = parsed.doc
    for i in range(1, min(len(doc) - 2, _OPENING)):
        frame, lead = doc[i], doc[i - 1]
        noun = frame.head
        if parsed.kind_at(i) not in ("date", "place") or frame.dep_ not in ("compound", "nmod", "nummod"):
            continue
        if noun.i <= i or noun.dep_ != "pobj" or noun.head is not lead or lead.lower_ not in _FRAMING:
            continue
        verb = lead.head
        if not is_verb(verb) or verb.i < noun.i or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
            continue
        _hang(frame, lead, "pobj")
        _hang(noun, verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj")


def _hang_subject(noun: Token) -> None:
    """Make a noun that hangs on what stands before it the subject of the verb behind it, if that has none."""
    doc = noun.doc
    verb = next((t for t in doc[noun.i + 1 : noun.i + 12] if t.tag_ in ("VBD", "VBZ", "VBP", "VBN")), None)
    if verb is not None and verb.dep_ in ("aux", "auxpass") and verb.head.i > verb.i:
        verb = verb.head
    if verb is None or verb.dep_ == "relcl" or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    if noun.dep_ in ("conj", "appos", "pobj", "dep", "nmod"):
        _hang(noun, verb, "nsubjpass" if passive else "nsubj")


def _mend_headlines(parsed: Parsed) -> None:
    """Read "Five killed four injured in attacks" as two passives: the second amount is no object of the first verb."""
    doc = parsed.doc
    for i in range(1, len(doc) - 2):
        first, amount, second = doc[i], doc[i + 1], doc[i + 2]
        if first.lower_ not in _HARMED or second.lower_ not in _HARMED or parsed.kind_at(amount.i) != "quantity":
            continue
        if not any(parsed.kind_at(t.i) == "quantity" for t in doc[max(0, i - 3) : i]):
            continue  # "the blast killed four wounded men"
        second.tag_ = "VBN"
        _hang(second, first, "conj")
        _hang(amount, second, "nsubjpass")


def _mend_passives(parsed: Parsed) -> None:
    """Read "was overrun", taken for a noun behind "was", as the passive it is."""
    for word in parsed.doc:
        be = word.head
        if word.lower_ in _TAKEN_FOR_NOUNS and any(c.dep_ == "auxpass" for c in word.children):
            word.tag_ = "VBN"  # "the first city to be overrun"
        if word.lower_ not in _TAKEN_FOR_NOUNS or word.tag_ != "NN" or word.dep_ != "attr" or be.lower_ not in _BE:
            continue
        word.tag_ = "VBN"
        others = [c for c in be.children if c is not word]
        if be.head is be:
            be.children.remove(word)
            word.head, word.dep_ = word, "ROOT"
        else:
            _hang(word, be.head, be.dep_)
        for child in others:
            _hang(child, word, "nsubjpass" if child.dep_ == "nsubj" else child.dep_)
        _hang(be, word, "auxpass")
        if not any(c.dep_ == "nsubjpass" for c in word.children):
            for time in (t for t in parsed.doc[: be.i] if t.lower_ in ("after", "before", "since", "until")):
                for noun in (c for c in time.children if c.dep_ == "pobj"):
                    _hang(noun, word, "nsubjpass")  # "after the town was overrun"


def _mend_opening_acts(parsed: Parsed) -> None:
    """Read "Fighting between the two sides, …, has killed", taken for a clause without a subject, as the subject."""
    for word in parsed.doc[:3]:
        verb = word.head
        if word.lower_ not in _OPENING_ACTS or word.tag_ != "VBG" or word.dep_ != "advcl" or verb.i < word.i:
            continue
        if any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children) or any(c.dep_ == "dobj" for c in word.children):
            continue
        word.tag_, word.dep_ = "NN", "nsubj"


def _mend_perfects(parsed: Parsed) -> None:
    """Read "have overrun eleven outposts", taken for a noun before its object, as the perfect it is."""
    for word in parsed.doc[1:]:
        have, thing = parsed.doc[word.i - 1], word.head
        if word.lower_ not in _TAKEN_FOR_NOUNS or word.dep_ != "compound" or have.lower_ not in ("have", "has", "had"):
            continue
        if thing.head is not have:
            continue
        word.tag_ = "VBN"
        above, label = have.head, have.dep_
        others = list(have.children)
        thing.children.remove(word)
        if above is have:
            word.head, word.dep_ = word, "ROOT"
        else:
            word.head, word.dep_ = above, label
            above.children.remove(have)
            above.children.append(word)
        have.head, have.dep_, have.children = word, "aux", []
        for child in others:
            child.head = word
        word.children = sorted([*word.children, have, *others], key=lambda t: t.i)


def _mend_outcomes(parsed: Parsed) -> None:
    """Tie what a campaign did to the campaign, not to its aim: "an assault to retake the town, killing hundreds"."""
    for word in parsed.doc:
        aim = word.head
        if word.lower_ not in OUTCOMES or word.dep_ not in ("xcomp", "advcl") or aim.dep_ != "advcl":
            continue
        if any(c.lower_ == "to" and c.dep_ == "aux" for c in aim.children) and is_verb(aim.head):
            _hang(word, aim.head, "advcl")


def _mend_amounts(parsed: Parsed) -> None:
    """Read a bare amount right behind a verb of harm as its object: "displaced millions since it began"."""
    for word in parsed.doc[1:]:
        verb = parsed.doc[word.i - 1]
        bare = parsed.kind_at(word.i) == "quantity" and word.dep_ == "npadvmod" and word.head is verb
        if bare and verb.tag_ in ("VBD", "VBN", "VBG"):
            word.dep_ = "dobj"


def _mend_acts(parsed: Parsed) -> None:
    """Read "shelling" behind a preposition and one word, a party's or weapon's, as a noun with that word before it."""
    doc = parsed.doc
    if len(doc) > 2 and doc[1].lower_ in _ACTS and doc[1].tag_ == "VBG" and doc[1].head is doc[0]:
        party, act = doc[0], doc[1]  # "Rebel shelling on the capital killed four"
        if party.lower_ in _PARTY_WORDS and party.head is not party:
            act.tag_ = "NN"
            _hang(act, party.head, party.dep_)
            _hang(party, act, "compound")
    for i in range(2, len(doc)):
        act, party, before = doc[i], doc[i - 1], doc[i - 2]
        if act.lower_ not in _ACTS or act.tag_ != "VBG" or before.tag_ != "IN" or party.tag_ not in ("NN", "JJ", "NNP"):
            continue
        if party.lower_ not in _PARTY_WORDS and parsed.kind_at(party.i) not in ("actor", "demonym"):
            continue
        act.tag_ = "NN"
        _hang(act, before, "pobj")
        _hang(party, act, "compound")


def _mend_speakers(parsed: Parsed) -> None:
    """Tie the noun phrase before a closing "said", or after a closing "said the …", to it as its subject."""
    for verb in parsed.doc:
        if verb.lower_ not in _SAYING or not is_verb(verb):
            continue
        subjects = [c for c in verb.children if c.dep_.startswith("nsubj")]
        if not subjects and (speaker := _before(verb)):
            _hang(speaker, verb, "nsubj")
        elif (speaker := _role_before(parsed, verb)) and speaker not in subjects:
            for other in subjects:
                other.dep_ = "dep"
            _hang(speaker, verb, "nsubj")
        elif (speaker := _after(parsed, verb)) and speaker not in subjects:
            for other in subjects:
                other.dep_ = "dep"  # "… to join rebel forces said the Observatory": they said nothing
            _hang(speaker, verb, "nsubj")


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


def _role_before(parsed: Parsed, verb: Token) -> Token | None:
    """Return the role right before a closing "said" where no comma parts it: "killed 80 in Hama rights groups said"."""
    doc, i = verb.doc, verb.i
    if i + 1 < len(doc) and not doc[i + 1].is_punct or not i:
        return None
    head: Token | None = None
    at = i - 1
    while at > 0 and doc[at].lower_ in _ROLES:
        head, first = doc[at], at
        while first > 0 and i - first < _LONGEST and _describes_role(parsed, doc[first - 1]):
            first -= 1
        if first < 2 or doc[first - 1].lower_ != "and":
            break
        at = first - 2  # "a monitor and a medical source said"
    return head


def _describes_role(parsed: Parsed, word: Token) -> bool:
    """Tell whether a word may stand before a role as its own: "two", "the", "rights", "London-based"."""
    return (
        word.tag_ in ("DT", "CD")
        or word.lower_ in _OF_ROLES
        or word.lower_.endswith(("-based", "-run", "-backed"))
        or parsed.kind_at(word.i) in ("demonym", "quantity")
    )


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


def _hang(word: Token, head: Token, label: str) -> None:
    """Hang a word with all below it on another head."""
    if head is word or word.is_ancestor(head):
        return  # it would stand below itself
    if word.head is not word:
        word.head.children.remove(word)
    word.head, word.dep_ = head, label
    head.children.append(word)
    head.children.sort(key=lambda t: t.i)
