"""Harm to people, with a quantity: which amount, of whom, and by which word.

`find_casualties` reads one parsed sentence. It starts from words of harm (casualty_triggers.csv), follows each
word's frame to its victims, and takes the amount that counts them. It knows nothing of who said it, where or when.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from spacy.tokens import Token

from frontledger.extraction.attribution import Speaker
from frontledger.extraction.lexicon import (
    CasualtyTrigger,
    casualty_triggers,
    may_be_person,
    non_victim_nouns,
    person_noun,
    shaped_like_person,
    singular,
    trigger_words,
)
from frontledger.extraction.places import PlaceMention
from frontledger.extraction.quantities import Quantity
from frontledger.extraction.syntax import asked, children, is_passive, is_verb, subjects, unreal_reason
from frontledger.extraction.when import When
from frontledger.text.parse import Parsed


@dataclass(slots=True)
class Harm:
    """One counted harm in one sentence; offsets are of the article body.

    ``quantity`` is None for a victim told in the singular ("a child"), whose value is 1.
    ``whole`` is the harm of the same sentence of which this one is a stated part, ``"previous"`` if the whole
    stands in a sentence before.
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
    when: When | None = None
    speaker: Speaker | None = None
    bound: str | None = None  # the bound word of the list this amount stands in

    @property
    def qualifier(self) -> str:
        return self.bound or ("exact" if self.quantity is None else self.quantity.qualifier)

    @property
    def value(self) -> float | None:
        return 1.0 if self.quantity is None else self.quantity.value


_PERSON_ONLY_FRAMES = frozenset(("object_person", "subject_person", "object_combatant", "subject_combatant"))
_SINGULAR_DETS = frozenset(("a", "an", "another", "one"))
_POSSESSIVES = frozenset(("his", "her", "their", "its", "my", "our"))
_SKIPPED_BEFORE_STATE = frozenset(
    "people persons others more civilians still reported confirmed so far additional left of were was are is been "
    "being seriously "
    "critically severely slightly badly lightly gravely or and presumed also dead wounded injured killed "
    "missing".split()
)
_COUNTED_STATES = (
    ("killed", "killed"),
    ("dead", "killed"),
    ("deaths", "killed"),
    ("fatalities", "killed"),
    ("martyrs", "killed"),
    ("victims", "killed"),
    ("wounded", "wounded"),
    ("injured", "wounded"),
    ("missing", "missing"),
    ("displaced", "displaced"),
)
_REFUGES = frozenset(
    "forest forests bush woods hills mountains caves swamps marshes fields school schools camp camps church churches "
    "mosque mosques monastery tents basements cellars compound compounds stadium border abroad".split()
)
_OTHER_WRONGS = frozenset(
    "rape violence abuse trafficking torture harassment discrimination crime fraud war famine theft robbery".split()
)
_OF_THE_DEAD = {
    "dead": "killed",
    "victims": "killed",
    "killed": "killed",
    "wounded": "wounded",
    "injured": "wounded",
    "missing": "missing",
    "captured": "captured",
    "hostages": "captured",
}
_COUNTED = frozenset(
    "dead killed victims casualties wounded injured toll they them captives hostages deaths detainees prisoners "
    "fatalities missing".split()
)
_HEARSAY = frozenset("said say says believe believed think thought suspect suspected accuse accused".split())
_LOCATIVES = frozenset("in at near outside around".split())
_OPENERS = frozenset("including includes included include comprising among".split())
_RELEASED = frozenset(
    "freed released let returned escaped survived rescued spared recovered discharged exchanged".split()
)
_TREATED = re.compile(
    r"\b(?:burns?|wounds?|injur\w+|tear gas|gunshot|bullet|shrapnel|fractures?|breathing|suffocation|smoke|shock)\b",
    re.I,
)
_NEED = re.compile(r"\b(?:aid|assistance|help|food|water|shelter|relief|medical|protection|support|evacuation)\b", re.I)
_NATURAL = re.compile(
    r"\b(?:earthquakes?|quake|floods?|flooding|landslides?|cyclone|hurricane|typhoon|tsunami|storm|traffic accident|"
    r"road accident|"
    r"car accident|car crash|bus crash|road crash|plane crash|train crash|crash landing|stampede|cholera|measles|"
    r"covid(?:-19)?|coronavirus|"
    r"ebola|malaria|pneumonia|dengue|cancer|heart attack|heart failure|natural causes|old age|influenza|flu|epidemic|"
    r"outbreak|"
    r"diarrhoea|diarrhea|dysentery|"
    r"virus|disease|illness|kidney failure|overdose)\b",
    re.I,
)
_SPORT = re.compile(
    r"\b(?:match|league|cup|goals?|striker|midfielder|wicket|season|playoffs?|coach|tournament|innings|penalty|knee|"
    r"hamstring|ankle)\b",
    re.I,
)


def find_casualties(parsed: Parsed) -> list[Harm]:
    """Return the counted harms of one parsed sentence in reading order, the unreal ones marked with their reason."""
    if not any(w in trigger_words() or w in _OPENERS or w in ("them", "whom") for w in parsed.lowers):
        return []
    finder = _Finder(parsed)
    for trigger, last, entry in _triggers(parsed):
        finder.read(trigger, last, entry)
    finder.read_parts()
    finder.complete_lists()
    finder.tie_late_deaths()
    harms = finder.harms
    harms.sort(key=lambda h: (h.start, h.measure))
    return harms


def _triggers(parsed: Parsed):
    """Yield (first token, last token, trigger) for every word of harm; the longest phrase wins."""
    table, first_words = casualty_triggers(), trigger_words()
    doc, lowers = parsed.doc, parsed.lowers
    i = 0
    while i < len(lowers):
        if lowers[i] not in first_words or parsed.marks[i] is not None:
            i += 1
            continue
        for length in (3, 2, 1):
            words = tuple(lowers[i : i + length])
            if len(words) == length and words in table:
                for entry in table[words]:
                    yield doc[i], doc[i + length - 1], entry
                i += length - 1
                break
        i += 1


class _Finder:
    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.harms: list[Harm] = []
        self.taken: dict[tuple[int, str], Harm] = {}

    # -- amounts ---------------------------------------------------------------------------------------------

    def quantity_at(self, token: Token) -> Quantity | None:
        mark = self.parsed.marks[token.i]
        return mark.ref if mark is not None and mark.kind == "quantity" else None

    def quantity_of(self, head: Token) -> tuple[Quantity, Token] | None:
        """Return the amount that counts this noun, and its token."""
        if quantity := self.quantity_at(head):
            return quantity, head
        if head.lower_ == "family":
            # "a family of five" is five people
            for prep in children(head, "prep"):
                for inner in children(prep, "pobj") if prep.lower_ == "of" else ():
                    if quantity := self.quantity_at(inner):
                        return quantity, inner
        for child in head.children:
            if child.i < head.i and child.dep_ in (
                "nummod",
                "amod",
                "compound",
                "quantmod",
                "appos",
                "det",
                "nmod",
                "predet",
            ):
                age = child.dep_ == "appos" and head.tag_ == "NNP"  # "Gloria Capitan, 57,"
                if not age and (quantity := self.quantity_at(child)):
                    return quantity, child
                for grandchild in child.children:
                    if grandchild.i < head.i and (quantity := self.quantity_at(grandchild)):
                        return quantity, grandchild
        return None

    # -- victims ---------------------------------------------------------------------------------------------

    def groups(self, head: Token, depth: int = 0) -> list[tuple[Token, tuple[Quantity, Token] | None]]:
        """Return the counted noun groups joined to ``head``: itself, conjuncts and counted appositions."""
        found = [(head, self.quantity_of(head))]
        if depth > 8:
            return found
        for child in head.children:
            if child.i <= head.i:
                continue
            if child.dep_ == "conj" and not is_verb(child):
                found += self.groups(child, depth + 1)
            elif child.dep_ == "appos" and head.tag_ == "NNP" and self.quantity_at(child):
                continue  # "Gloria Capitan, 57,": an age
            elif child.dep_ == "appos" and self.quantity_of(child) and not self._is_part_phrase(child):
                found += self.groups(child, depth + 1)
        return found

    def _is_part_phrase(self, token: Token) -> bool:
        """Tell whether "five of them", "most of whom" opens at or under the token."""
        for child in token.children:
            if (
                child.dep_ == "prep"
                and child.lower_ == "of"
                and any(g.lower_ in ("them", "whom", "these", "those", "which") for g in child.children)
            ):
                return True
        return False

    def read(self, trigger: Token, last: Token, entry: CasualtyTrigger) -> None:
        if entry.frame == "none":
            return
        of_the = (
            trigger.dep_ == "pobj" and trigger.head.lower_ == "of" and any(c.lower_ == "the" for c in trigger.children)
        )
        if of_the and entry.pos in ("verb", "adjective"):
            return  # "three of the wounded died": the wounded were told before
        if entry.frame == "to_death":
            window = [t.lower_ for t in self.doc[last.i + 1 : last.i + 14]]
            if not any(a == "to" and b == "death" for a, b in itertools.pairwise(window)):
                return
            entry = CasualtyTrigger(entry.lemma, entry.pos, entry.measure, "object")
        if entry.pos == "verb":
            if is_verb(trigger) or trigger.tag_ in ("JJ", "NN", "NNS", "NNP"):
                self.read_verb(trigger, last, entry)
        elif entry.pos == "noun":
            self.read_noun(trigger, last, entry)
        elif entry.pos == "adjective":
            self.read_state(trigger, last, entry)
        elif entry.pos == "preposition":
            for subject in subjects(trigger.head if is_verb(trigger.head) else trigger):
                self.add_groups(subject, trigger, entry, "subject")
            noun = trigger.head
            if noun.tag_ in ("NNS", "NN", "CD") and self.quantity_of(noun):
                self.add_groups(noun, trigger, entry, "state_after_noun")

    def read_verb(self, trigger: Token, last: Token, entry: CasualtyTrigger) -> None:
        frame = entry.frame
        if frame == "treated":
            if not _TREATED.search(" ".join(t.text for t in self.doc[trigger.i + 1 : trigger.i + 7])):
                return
            frame = "object"
        elif frame == "need":
            behind = " ".join(t.text for t in self.doc[last.i + 1 : last.i + 6])
            if trigger.tag_ not in ("VBP", "VBZ", "VBD", "VBG") or not _NEED.search(behind):
                return
            entry = CasualtyTrigger(entry.lemma, entry.pos, entry.measure, "subject_person")
            frame = "subject_person"
        elif frame == "home":
            if not any(t.lower_ in ("home", "homes", "houses", "villages") for t in self.doc[last.i + 1 : last.i + 9]):
                return
            if not is_passive(trigger) and not children(trigger, "dobj") or entry.lemma in ("leave", "abandon"):
                frame = "subject_person"
            else:
                frame = "object_person"
            entry = CasualtyTrigger(entry.lemma, entry.pos, entry.measure, frame)
        elif frame == "border":
            if not any(t.lower_ in ("into", "border", "frontier") for t in self.doc[last.i + 1 : last.i + 5]):
                return
            entry = CasualtyTrigger(entry.lemma, entry.pos, entry.measure, "subject_person")
            frame = "subject_person"
        elif frame == "refuge":
            if not any(t.lower_ in _REFUGES for t in self.doc[last.i + 1 : last.i + 9]):
                return
            entry = CasualtyTrigger(entry.lemma, entry.pos, entry.measure, "subject_person")
            frame = "subject_person"
        elif frame == "captive":
            held = entry.lemma == "hold" and is_passive(trigger) and any(self.quantity_of(s) for s in subjects(trigger))
            if not held and not any(
                t.lower_ in ("prisoner", "prisoners", "hostage", "hostages", "captive")
                for t in self.doc[last.i + 1 : last.i + 12]
            ):
                return
            frame = "object_person"
        heads: list[tuple[Token, str]] = []
        wants_subject = frame.startswith("subject")
        if entry.lemma in ("arrest", "detain", "jail", "imprison") and not any(self.quantity_at(t) for t in self.doc):
            return
        if trigger.tag_ in ("NN", "NNS", "NNP") and trigger.lower_.endswith("ing"):
            self.read_noun(trigger, last, CasualtyTrigger(entry.lemma, "noun", entry.measure, "of"))
            return
        adjective = trigger.dep_ == "amod" and trigger.head.i > trigger.i
        if entry.measure == "wounded" and any(c.lower_ in ("fatally", "mortally") for c in trigger.children):
            entry = CasualtyTrigger(entry.lemma, entry.pos, "killed", entry.frame)
        if adjective:
            if any(
                t.lower_ in ("returned", "return", "returning", "returns") for t in self.doc[trigger.i : trigger.i + 8]
            ):
                return
            if (
                trigger.tag_ in ("VBN", "JJ")
                and entry.measure in ("wounded", "displaced", "trapped", "captured")
                and frame.startswith("object")
            ):
                # "12 displaced people", "30 wounded soldiers": a state told of counted people
                if self.quantity_of(trigger.head) and entry.measure in ("displaced", "trapped"):
                    heads.append((trigger.head, "state_before_noun"))
            if not heads:
                return
        if wants_subject:
            heads += [(s, "subject") for s in subjects(trigger)]
        else:
            objects = children(trigger, "dobj", "obj")
            if trigger.dep_ == "relcl" and not is_passive(trigger) and trigger.head.i < trigger.i:
                gap = not objects or all(o.lower_ in ("whom", "that", "which") for o in objects)
                if gap and any(
                    c.dep_ == "nsubj" and c.lower_ not in ("who", "that", "which") for c in trigger.children
                ):
                    objects = [trigger.head]  # "38 soldiers whom they had captured"
            passive = is_passive(trigger) or (
                trigger.dep_ in ("acl", "relcl") and trigger.tag_ == "VBN" and not objects
            )
            if (
                not passive
                and trigger.dep_ == "conj"
                and trigger.tag_ in ("VBN", "VBD")
                and not objects
                and is_verb(trigger.head)
            ):
                passive = is_passive(trigger.head) and not children(trigger, "nsubj")
            if passive and not self._own_amount_before(trigger):
                heads += [(s, "passive_subject") for s in subjects(trigger)]
            elif objects:
                heads += [(self._antecedent(o, trigger), "object") for o in objects]
                if trigger.tag_ in ("VBD", "VBN") and not any(self.countable(o) for o in objects):
                    pass
            elif trigger.dep_ in ("oprd", "acomp", "xcomp", "ccomp", "amod") and trigger.tag_ in ("VBN", "JJ", "VBD"):
                # "12 were reported killed", "left 12 wounded"
                own = children(trigger, "nsubj", "nsubjpass")
                heads += [
                    (s, "reported_state") for s in (own or children(trigger.head, "dobj") or subjects(trigger.head))
                ]
            elif trigger.tag_ in ("VBD", "VBN"):
                # headlines: "Seven killed during protest", gapping: "and nine wounded"
                heads += [
                    (s, "bare_participle")
                    for s in subjects(trigger)
                    if self.quantity_of(s) or (entry.frame != "object_person" and self.singular_of(s))
                ]
                if not heads:
                    joined = next(
                        (c for c in trigger.children if c.dep_ == "conj" and is_verb(c) and children(c, "dobj")), None
                    )
                    if joined is not None and joined.i - trigger.i <= 3:
                        heads += [(o, "shared_object") for o in children(joined, "dobj")]
            elif trigger.tag_ in ("VBG", "VBP", "VBZ", "VB"):
                joined = next(
                    (c for c in trigger.children if c.dep_ == "conj" and is_verb(c) and children(c, "dobj")), None
                )
                if joined is not None and joined.i - trigger.i <= 3:
                    heads += [(o, "shared_object") for o in children(joined, "dobj")]
            if frame == "both" and not heads:
                heads += [(s, "subject") for s in subjects(trigger)]
            if frame == "passive" and not passive:
                return
        hit = is_passive(trigger) or bool(children(trigger, "dobj"))
        missed = ("wounded", "injured", "wounding", "injuring", "down") + (() if hit else ("at",))
        if entry.lemma == "shoot" and (
            any(c.lower_ in missed for c in trigger.children)
            or any(
                t.lower_ in ("leg", "legs", "arm", "foot", "shoulder", "survived", "wounded", "injured")
                for t in self.doc[trigger.i : trigger.i + 8]
            )
        ):
            return
        for head, rule in heads:
            self.add_groups(head, trigger, entry, rule)
        if not heads or not any(self.is_taken(h, entry.measure) for h, _ in heads):
            self.nearest_amount(trigger, last, entry)

    def _own_amount_before(self, trigger: Token) -> bool:
        """Tell whether the second verb has its own amount that the parse lost: "killed and many more injured"."""
        if trigger.dep_ != "conj" or children(trigger, "nsubj", "nsubjpass"):
            return False
        return any(self.quantity_at(t) for t in self.doc[trigger.head.i + 1 : trigger.i])

    def _antecedent(self, pronoun: Token, verb: Token) -> Token:
        """Return whom "them" stands for: the object of the verb before ("captured nine farmers and shot them")."""
        if pronoun.lower_ in ("himself", "herself", "themselves"):
            # "killing himself, two other bombers and six people"
            counted = next((t for t in self.doc[pronoun.i + 1 : pronoun.i + 4] if self.quantity_at(t)), None)
            return counted.head if counted is not None and counted.head.i > counted.i else pronoun
        if pronoun.lower_ in ("them", "both") and verb.dep_ == "conj" and is_verb(verb.head):
            return next((o for o in children(verb.head, "dobj") if self.quantity_of(o)), pronoun)
        return pronoun

    def countable(self, token: Token) -> bool:
        return self.quantity_of(token) is not None or self.singular_of(token)

    def nearest_amount(self, trigger: Token, last: Token, entry: CasualtyTrigger) -> None:
        """Fall back on the words alone: an amount and its noun right before a participle, or right after the verb."""
        if entry.frame.startswith("subject") or trigger.dep_ == "amod":
            return
        doc, i = self.doc, trigger.i
        if any(c.dep_ == "nsubjpass" and c.tag_ in ("NNP", "PRP") for c in trigger.children):
            return  # a named victim: the amounts nearby count something else
        followed = any(self.quantity_at(t) for t in doc[last.i + 1 : last.i + 3])
        if (trigger.tag_ in ("VBN", "VBD", "JJ") or trigger.lower_.endswith("ed")) and not followed:
            # "[12] soldiers were reportedly killed", "9 others wounded"
            skip_to = i
            # "the attack in which they captured the city": what has its object has no amount before it
            told = children(trigger, "dobj") and not is_passive(trigger)
            for k in range(i - 1, i - 1 if told else max(-1, i - 30), -1):
                if k >= skip_to and skip_to != i:
                    continue
                token = doc[k]
                if is_verb(token) and token.lower_ in trigger_words() and i - k > 2:
                    break  # the amount before it is that verb's
                if token.text == ",":
                    # an inset between commas ("Four teachers, all of them from upcountry, were …") is passed over
                    opening = next((m for m in range(k - 1, max(-1, k - 18), -1) if doc[m].text == ","), None)
                    if opening is not None and not any(
                        is_verb(t) and t.tag_ in ("VBD", "VBZ", "VBP") for t in doc[opening:k]
                    ):
                        skip_to = opening
                        continue
                if token.text in (";", ":", ".") or (
                    is_verb(token)
                    and token.tag_ not in ("VBN", "VBG")
                    and token.lower_
                    not in (
                        "were",
                        "was",
                        "been",
                        "are",
                        "is",
                        "have",
                        "has",
                        "had",
                        "being",
                        "reported",
                        "reportedly",
                        "got",
                        "be",
                        "identified",
                    )
                ):
                    break
                quantity = self.quantity_at(token)
                if quantity and quantity.unit_hint is None:
                    noun = next((t for t in doc[k + 1 : i] if t.tag_ in ("NNS", "NN", "NNP", "NNPS")), None)
                    if noun is not None and not may_be_person(noun.text):
                        break
                    self.add(token if noun is None else noun, (quantity, token), trigger, entry, "amount_before")
                    return
        if trigger.tag_ in ("VBG", "VBD", "VBZ", "VBP", "VBN", "NN") and not is_passive(trigger):
            for k in range(last.i + 1, min(len(doc), last.i + 5)):
                token = doc[k]
                if token.text in (";", ":", ".", ",") or is_verb(token):
                    break
                quantity = self.quantity_at(token)
                if quantity and quantity.unit_hint is None:
                    noun = next((t for t in doc[k + 1 : k + 5] if t.tag_ in ("NNS", "NN")), None)
                    if noun is not None and not may_be_person(noun.text):
                        break
                    if entry.frame in _PERSON_ONLY_FRAMES and (noun is None or not person_noun(noun.text)):
                        break
                    self.add(token if noun is None else noun, (quantity, token), trigger, entry, "amount_after")
                    return

    def singular_of(self, head: Token) -> bool:
        """Tell whether the noun is one victim told in the singular: "a soldier", "another child", "his wife"."""
        if (
            head.lower_ in ("another", "other")
            and head.tag_ in ("DT", "JJ", "NN")
            and head.dep_ in ("nsubj", "nsubjpass", "conj", "dobj")
        ):
            return True  # "while another died on the way"
        if head.tag_ not in ("NN", "NNP") or self.parsed.marks[head.i] is not None:
            return False
        det = next((c.lower_ for c in head.children if c.dep_ in ("det", "nummod", "poss") and c.i < head.i), None)
        low = head.lower_
        if head.tag_ == "NNP" and not (
            det in _SINGULAR_DETS and (person_noun(low) or low.endswith(("i", "ese", "an", "ian")))
        ):
            return False
        if any(
            c.tag_ == "NNP"
            and c.dep_ in ("appos", "compound")
            and self.parsed.marks[c.i] is None
            and c.text[:1].isupper()
            and c.i > head.i
            for c in head.children
        ):
            return False  # a named person is an event only
        if det in _SINGULAR_DETS:
            return person_noun(low) is not None or may_be_person(low)
        if det in _POSSESSIVES or any(c.dep_ == "poss" for c in head.children):
            return person_noun(low) is not None
        if det == "the":
            return person_noun(low) is not None and low not in ("victim", "deceased", "body", "casualty")
        # headlines leave the article out: "Policeman killed in Karachi"
        return (
            det is None
            and head.tag_ == "NN"
            and person_noun(low) is not None
            and low not in ("police", "staff", "personnel", "army", "militia", "peshmerga", "taliban", "force", "navy")
        )

    # -- frames of nouns and states -----------------------------------------------------------------------------

    def read_noun(self, trigger: Token, last: Token, entry: CasualtyTrigger) -> None:
        frame = entry.frame
        head = last
        if entry.lemma == "throat" and not any(
            w in ("slit", "slits", "slitting", "cut") for w in self.parsed.lowers[max(0, head.i - 5) : head.i]
        ):
            return
        if frame == "of":
            for prep in (c for c in head.children if c.dep_ == "prep" and c.lower_ == "of"):
                for victim in children(prep, "pobj", "pcomp"):
                    self.add_groups(victim, trigger, entry, "noun_of")
            if entry.lemma in (
                "death",
                "killing",
                "murder",
                "execution",
                "beheading",
                "abduction",
                "kidnapping",
                "arrest",
                "wounding",
                "evacuation",
            ):
                counted = self.quantity_of(head)
                if counted and head.tag_ in ("NNS", "NN"):
                    self.add(head, counted, trigger, entry, "counted_noun")
        elif frame == "count":
            counted = self.quantity_of(head)
            if entry.lemma == "hostage":
                if (
                    counted
                    and head.dep_ == "dobj"
                    and head.head.lower_
                    in (
                        "took",
                        "take",
                        "taking",
                        "taken",
                        "seized",
                        "seize",
                        "hold",
                        "holds",
                        "holding",
                        "held",
                        "kept",
                        "keep",
                        "grabbed",
                    )
                ):
                    self.add(head, counted, trigger, entry, "counted_noun")
            elif counted and entry.measure != "none":
                self.add(head, counted, trigger, entry, "counted_noun")
            if entry.lemma == "fatality" and not counted:
                self.of_amount(head, trigger, entry)
        elif frame == "toll":
            self.read_toll(head, trigger, entry)
        elif frame == "victims":
            counted = self.quantity_of(head)
            of = next((g.lower_ for p in children(head, "prep") if p.lower_ == "of" for g in children(p, "pobj")), "")
            if counted and not _NATURAL.search(self.doc.text) and of not in _OTHER_WRONGS:
                self.add(head, counted, trigger, entry, "counted_noun")
        elif frame == "number_of":
            self.read_number_of(head, trigger, entry)
        elif frame == "body":
            self.read_bodies(head, trigger, entry)
        elif frame == "lives":
            verb = head.head
            counted = self.quantity_of(head)
            if head.dep_ in ("dobj", "nsubjpass", "pobj") and verb.lower_ in (
                "claimed",
                "claiming",
                "claim",
                "claims",
                "cost",
                "costing",
                "costs",
                "took",
                "taking",
                "taken",
                "take",
                "lost",
                "losing",
                "lose",
                "of",
            ):
                if counted:
                    self.add(head, counted, trigger, entry, "lives")
                elif verb.lower_ in ("lost", "losing", "lose", "loses"):
                    for subject in subjects(verb):
                        self.add_groups(subject, trigger, entry, "lost_lives")
                for prep in children(head, "prep"):
                    if prep.lower_ == "of" and verb.lower_ not in ("of",):
                        for victim in children(prep, "pobj"):
                            self.add_groups(victim, trigger, entry, "lives_of")
        elif frame == "injury":
            counted = self.quantity_of(head)
            if counted and head.tag_ == "NNS":
                self.add(head, counted, trigger, entry, "counted_noun")
            else:
                governor: Token | None = head.head if head.dep_ in ("dobj", "pobj") else None
                if governor is not None and governor.dep_ == "prep":
                    governor = governor.head
                if governor is not None and governor.lower_ in (
                    "suffered",
                    "sustained",
                    "suffering",
                    "sustaining",
                    "received",
                    "escaped",
                    "treated",
                    "left",
                    "with",
                ):
                    if governor.lower_ in ("treated", "left"):
                        victims = children(governor, "dobj", "nsubjpass")
                    else:
                        victims = subjects(governor) if is_verb(governor) else []
                    for victim in victims:
                        self.add_groups(victim, trigger, entry, "sustained_injuries")
        elif frame == "refugee":
            counted = self.quantity_of(head)
            if counted and head.dep_ in ("nsubj", "dobj", "nsubjpass", "pobj") and not self.is_taken(head, "killed"):
                verb = head.head
                low = verb.lower_
                if low in (
                    "fled",
                    "flee",
                    "fleeing",
                    "arrived",
                    "arriving",
                    "crossed",
                    "crossing",
                    "crossed",
                    "hosts",
                    "hosting",
                    "host",
                    "shelters",
                    "sheltering",
                    "poured",
                    "streamed",
                    "registered",
                    "taken",
                    "took",
                    "accepted",
                    "received",
                    "admitted",
                ):
                    self.add(head, counted, trigger, entry, "refugees")

    def of_amount(self, head: Token, trigger: Token, entry: CasualtyTrigger) -> None:
        for prep in (c for c in head.children if c.dep_ == "prep" and c.lower_ in ("of", "to", "at")):
            for victim in children(prep, "pobj"):
                if counted := self.quantity_of(victim):
                    self.add(victim, counted, trigger, entry, "toll")

    def read_number_of(self, head: Token, trigger: Token, entry: CasualtyTrigger) -> None:
        """Read "the number of people killed … has risen to 23", "put the number of dead at 14"."""
        doc = self.doc
        put = head.head.lower_ in ("put", "puts", "putting") and any(
            t.lower_ == "at" for t in doc[head.i : head.i + 16]
        )
        victims = [g for p in children(head, "prep") if p.lower_ == "of" for g in children(p, "pobj")]
        words = " ".join(t.lower_ for v in victims for t in doc[v.i : v.i + 3])
        measure = next((m for word, m in _COUNTED_STATES if word in words.split()), None)
        if measure is None and not (put and not victims):
            return
        entry = CasualtyTrigger(entry.lemma, entry.pos, measure or "killed", "toll")
        before = len(self.harms)
        self.read_toll(head, trigger, entry)
        for harm in self.harms[before:]:
            harm.nouns += [v for v in victims if person_noun(v.text)]

    def read_toll(self, head: Token, trigger: Token, entry: CasualtyTrigger) -> None:
        low_before = {t.lower_ for t in self.doc[max(0, head.i - 2) : head.i]}
        if "injury" in low_before or "injured" in low_before or "wounded" in low_before:
            entry = CasualtyTrigger(entry.lemma, entry.pos, "wounded", entry.frame)
        doc = self.doc
        skip_from = False
        verb = head.head if head.dep_ in ("nsubj", "nsubjpass") and head.head.i > head.i else None
        near = range(head.i + 1, min(len(doc), head.i + (5 if verb is not None else 16)))
        behind_verb = range(verb.i + 1, min(len(doc), verb.i + 12)) if verb is not None else ()
        if entry.frame == "toll" and head.head.lower_ in ("put", "puts", "putting"):
            at = next((t.i for t in doc[head.i : head.i + 18] if t.lower_ == "at" and t.i + 1 < len(doc)), None)
            near = range(at + 1, min(len(doc), at + 6)) if at is not None else near
        for k in (*near, *(k for k in behind_verb if k not in near)):
            token = doc[k]
            if token.text in (";", "--") or (token.lower_ == "and" and k > head.i + 8):
                break
            if token.lower_ == "from":
                skip_from = True  # "rose from 27 to 43": the new figure is what is asserted
            elif token.lower_ in ("to", "at", "of", "reached", "is", "was", "stands"):
                skip_from = False
            quantity = self.quantity_at(token)
            if quantity and quantity.unit_hint is None and not skip_from:
                apart = k + 1 >= len(doc) or doc[k + 1].tag_ in ("CC", ",", ".", "IN", "RB")
                noun = token.head if token.dep_ == "nummod" and not apart else token
                if (
                    noun is not token
                    and not may_be_person(noun.text)
                    and singular(noun.lower_) not in ("death", "fatality")
                ):
                    continue
                self.add(noun, (quantity, token), trigger, entry, "toll")
                return

    def read_bodies(self, head: Token, trigger: Token, entry: CasualtyTrigger) -> None:
        if entry.lemma == "body" and head.lower_ == "body":
            # "the body of a man", "a body was found"
            if not any(
                t.lower_ in ("found", "recovered", "discovered", "pulled", "retrieved", "dumped", "exhumed")
                for t in self.doc
            ):
                return
            for prep in (c for c in head.children if c.dep_ == "prep" and c.lower_ == "of"):
                for victim in children(prep, "pobj"):
                    self.add_groups(victim, trigger, entry, "body_of")
            return
        of = [c for c in head.children if c.dep_ == "prep" and c.lower_ == "of"]
        counted = self.quantity_of(head)
        if counted:
            self.add(head, counted, trigger, entry, "counted_bodies")
            return
        for prep in of:
            for victim in children(prep, "pobj"):
                self.add_groups(victim, trigger, entry, "bodies_of")

    def read_state(self, trigger: Token, last: Token, entry: CasualtyTrigger) -> None:
        """Read "12 dead", "leaving 20 dead and 30 wounded", "30 others injured", "12 are missing"."""
        doc = self.doc
        if (
            trigger.lower_ in ("dead", "wounded", "injured")
            and any(t.lower_ in ("put", "puts", "putting") for t in doc[max(0, trigger.i - 4) : trigger.i])
            and trigger.i + 1 < len(doc)
            and trigger.nbor(1).lower_ == "at"
        ):
            self.read_toll(trigger, trigger, entry)
            return
        if is_verb(trigger) and children(trigger, "dobj"):
            return  # "killed seven and wounded 12 others": a verb with an object of its own
        if entry.lemma == "missing" and trigger.dep_ == "amod" and not self.quantity_of(trigger.head):
            return
        if (
            entry.lemma in ("dead",)
            and trigger.i + 1 < len(doc)
            and trigger.nbor(1).lower_ in ("line", "end", "zone", "sea", "bodies", "body")
        ):
            if trigger.nbor(1).lower_ == "sea":
                return
        before = [self.quantity_at(c) and c for c in trigger.children if c.i < trigger.i]
        token = next((c for c in before if c), None)
        if token is not None:
            self.add(trigger, (self.quantity_at(token), token), trigger, entry, "counted_state")
            return
        if trigger.dep_ == "amod" and trigger.head.i > trigger.i:
            counted = self.quantity_of(trigger.head)
            if counted and may_be_person(trigger.head.text) and entry.measure != "wounded":
                self.add(trigger.head, counted, trigger, entry, "state_before_noun")
            elif counted and person_noun(trigger.head.text):
                self.add(trigger.head, counted, trigger, entry, "state_before_noun")
            return
        verb = trigger.head
        if trigger.dep_ in ("oprd", "acomp", "xcomp", "ccomp", "advcl", "advmod", "prt", "attr", "dobj") and is_verb(
            verb
        ):
            own = children(trigger, "nsubj", "nsubjpass")
            candidates = own or children(verb, "dobj") or subjects(verb)
            known = False
            for head in candidates:
                if head.i == trigger.i:
                    continue
                known = self.add_groups(head, trigger, entry, "state_of") or known
            if known:
                return
        if trigger.dep_ in ("acl", "relcl", "amod", "appos") and trigger.head.i < trigger.i:
            if self.add_groups(trigger.head, trigger, entry, "state_after_noun"):
                return
        for k in range(trigger.i - 1, max(-1, trigger.i - 7), -1):
            token = doc[k]
            quantity = self.quantity_at(token)
            if quantity:
                if quantity.unit_hint is None and doc[k + 1].lower_ != "of":
                    self.add(token, (quantity, token), trigger, entry, "amount_before_state")
                return
            if (
                token.lower_ not in _SKIPPED_BEFORE_STATE
                and not person_noun(token.text)
                and token.tag_ not in ("RB", "JJ")
            ):
                return

    # -- parts ---------------------------------------------------------------------------------------------------

    def read_parts(self) -> None:
        """Read stated breakdowns: "including 12 soldiers", "among them two women", "five of whom were children"."""
        doc = self.doc
        for i, low in enumerate(self.parsed.lowers):
            if low not in _OPENERS:
                continue
            token, opens = doc[i], None
            if low in ("including", "includes", "included", "include", "comprising"):
                opens = i + 1
            elif low == "among" and i + 1 < len(doc) and doc[i + 1].lower_ in ("them", "whom", "those", "these", "the"):
                opens = i + 2
                if doc[i + 1].lower_ in ("the", "those"):
                    opens = self._after_among_the(i)
            if opens is not None:
                whole = self._whole_before(token)
                measure = self._measure_near(i) if low in ("included", "include", "includes", "among") else None
                told = low == "among" or {t.lower_ for t in doc[max(0, i - 8) : i]} & _COUNTED
                if whole is None and measure is None and not told:
                    continue
                self._add_parts(opens, token, whole, measure)
        self._read_of_the_dead()
        for i, mark in enumerate(self.parsed.marks):
            if mark is None or mark.kind != "quantity":
                continue
            token, quantity = doc[i], mark.ref
            if self._has_harm(token):
                continue
            if any(t.lower_ in _RELEASED for t in doc[i + 1 : i + 9]) or (i and doc[i - 1].lower_ in ("every", "not")):
                continue
            if (
                i + 2 < len(doc)
                and doc[i + 1].lower_ == "of"
                and doc[i + 2].lower_ in ("them", "whom", "those", "these")
            ):
                whole = self._whole_before(token)
                if whole is not None or (i < 3 and doc[i + 2].lower_ in ("them", "those", "these")):
                    noun = next(
                        (t for t in doc[i + 3 : i + 8] if t.tag_ in ("NNS", "NN") and may_be_person(t.text)), token
                    )
                    if whole is None and not any(person_noun(t.text) for t in doc[i + 3 : i + 8]):
                        continue
                    self._part(noun, (quantity, token), token, whole, whole.measure if whole else "killed", "of_them")
            elif (
                i + 4 < len(doc)
                and doc[i + 1].lower_ == "of"
                and doc[i + 2].lower_ == "the"
                and doc[i + 3].lower_ in _OF_THE_DEAD
                and doc[i + 4].lower_ in ("was", "were", "is", "are")
            ):
                named = next((t for t in doc[i + 5 : i + 10] if t.tag_ in ("NNS", "NN") and person_noun(t.text)), None)
                if named is not None:
                    measure = _OF_THE_DEAD[doc[i + 3].lower_]
                    self._part(named, (quantity, token), token, None, measure, "of_the_dead")
            elif (
                i > 1
                and doc[i - 1].lower_ == "whom"
                and doc[i - 2].lower_ == "of"
                and (whole := self._whole_before(token))
            ):
                noun = next((t for t in doc[i + 1 : i + 5] if t.tag_ in ("NNS", "NN") and may_be_person(t.text)), token)
                self._part(noun, (quantity, token), token, whole, whole.measure, "of_whom")

    def _read_of_the_dead(self) -> None:
        """Read "Of the 68 killed, 51 were Rohingya and 17 Buddhists": a whole and its parts under one copula."""
        doc = self.doc
        if len(doc) < 5 or doc[0].lower_ != "of":
            return
        whole = next((h for h in self.harms if self._amount_index(h) < 8), None)
        if whole is None:
            return
        copula = next(
            (t for t in doc if t.lower_ in ("were", "are", "was") and t.i > self._amount_index(whole) + 1), None
        )
        if copula is None:
            return
        for token in doc[max(self._amount_index(whole) + 1, copula.i - 4) :]:
            quantity = self.quantity_at(token)
            if quantity and quantity.unit_hint is None and not self._has_harm(token):
                noun = next(
                    (t for t in doc[token.i + 1 : token.i + 4] if t.tag_ in ("NNS", "NN", "NNPS", "NNP")), token
                )
                self._part(noun, (quantity, token), token, whole, whole.measure, "of_the_dead")

    def _after_among_the(self, i: int) -> int | None:
        """Return where the list after "among the dead were", "among those killed are" begins."""
        doc = self.doc
        window = [t.lower_ for t in doc[i + 1 : i + 7]]
        if not set(window) & {
            "dead",
            "killed",
            "victims",
            "wounded",
            "injured",
            "casualties",
            "slain",
            "fatalities",
            "deaths",
            "missing",
            "captured",
            "hostages",
            "displaced",
        }:
            return None
        for k in range(i + 2, min(len(doc), i + 8)):
            if doc[k].lower_ in ("were", "are", "was", "is", ","):
                return k + 1
        # "… were among the dead": the parts stand before
        verb = doc[i].head
        if verb.lower_ in ("were", "are", "was", "is", "being"):
            measure = self._measure_near(i) or "killed"
            for s in children(verb, "nsubj"):
                for head, counted in self.groups(s):
                    if counted or self.singular_of(head):
                        self._part(head, counted, doc[i], None, measure, "among_the_dead")
        return None

    def _measure_near(self, i: int) -> str | None:
        words = {t.lower_ for t in self.doc[max(0, i - 6) : i + 7]}
        if words & {"dead", "killed", "deaths", "slain", "fatalities", "victims"}:
            return "killed"
        if words & {"wounded", "injured"}:
            return "wounded"
        if words & {"missing"}:
            return "missing"
        if words & {"hostages", "captured", "abducted"}:
            return "captured"
        if words & {"displaced"}:
            return "displaced"
        return None

    def _whole_before(self, token: Token) -> Harm | None:
        """Return the nearest counted harm told before the word, a whole rather than a part."""
        earlier = [h for h in self.harms if self._amount_index(h) < token.i and h.whole is None]
        return max(earlier, key=self._amount_index) if earlier else None

    def _amount_index(self, harm: Harm) -> int:
        return next(
            (t.i for t in (harm.head, *harm.head.children) if self.quantity_at(t) is harm.quantity and harm.quantity),
            harm.head.i,
        )

    def _has_harm(self, token: Token) -> bool:
        quantity = self.quantity_at(token)
        return any(h.quantity is quantity for h in self.harms)

    def _add_parts(self, opens: int, anchor: Token, whole: Harm | None, measure: str | None) -> None:
        doc = self.doc
        i = opens
        while i < len(doc):
            token = doc[i]
            if token.text in (";", "--", ":") or (
                token.text == "," and i + 1 < len(doc) and self._clause_follows(i + 1)
            ):
                break
            if (
                is_verb(token)
                and token.tag_ in ("VBD", "VBZ", "VBP")
                and token.lower_ not in ("were", "was", "are", "is")
                and not self._in_relative(token, opens)
            ):
                break
            quantity = self.quantity_at(token)
            noun = None
            if quantity and quantity.unit_hint is None:
                noun = next(
                    (
                        t
                        for t in doc[i + 1 : i + 7]
                        if t.tag_ in ("NNS", "NN")
                        and t.head.i >= 0
                        and (person_noun(t.text) or t.dep_ in ("pobj", "conj", "dobj", "attr", "nsubj", "appos"))
                    ),
                    None,
                )
                if self._has_harm(token):
                    i += 1
                    continue
                if noun is None or may_be_person(noun.text):
                    self._part(
                        noun if noun is not None else token,
                        (quantity, token),
                        anchor,
                        whole,
                        measure or (whole.measure if whole else "killed"),
                        "including",
                    )
            elif token.lower_ in _SINGULAR_DETS and token.dep_ in ("det", "nummod"):
                head = token.head
                if (
                    head.i > i
                    and self.singular_of(head)
                    and not self.is_taken(head, measure or (whole.measure if whole else "killed"))
                ):
                    self._part(
                        head, None, anchor, whole, measure or (whole.measure if whole else "killed"), "including_one"
                    )
            i += 1

    def _in_relative(self, token: Token, opens: int) -> bool:
        return token.dep_ == "relcl" and token.head.i >= opens

    def _clause_follows(self, i: int) -> bool:
        """Tell whether a new clause (subject and verb, or a speaker) opens at the word."""
        window = self.doc[i : i + 6]
        for token in window:
            if token.text == "," or token.lower_ == "and":
                return False
            if is_verb(token) and token.tag_ in ("VBD", "VBZ", "VBP", "VBG"):
                return True
        return False

    def _part(self, head: Token, counted, anchor: Token, whole: Harm | None, measure: str, rule: str) -> None:
        if head.i != anchor.i and head.dep_ in ("nsubj",) and singular(head.lower_) in non_victim_nouns():
            return
        if whole is not None and counted is not None:
            part, total = counted[0].value, whole.quantity.value if whole.quantity else 1.0
            if (
                part is not None
                and total is not None
                and part > total
                and whole.quantity is not None
                and whole.quantity.value_high is None
                and whole.quantity.qualifier in ("exact", "at_most")
            ):
                whole = None
        entry = CasualtyTrigger("part", "noun", measure, "part")
        harm = self._make(head, counted, anchor, entry, rule)
        if harm is None:
            return
        harm.whole = whole if whole is not None else "previous"
        if whole is not None:
            harm.unreal = whole.unreal
        self.harms.append(harm)
        self.taken[(head.i, measure)] = harm

    def tie_late_deaths(self) -> None:
        """Make "after three died of their wounds" a part of the toll that rose by them in the same sentence."""
        toll = next((h for h in self.harms if h.rule_id == "toll" and h.measure == "killed"), None)
        if toll is None:
            return
        for harm in self.harms:
            late = {t.lower_ for t in self.doc[harm.trigger.i : harm.trigger.i + 7]} & {
                "wounds",
                "injuries",
                "hospital",
            }
            if harm is not toll and harm.measure == "killed" and harm.whole is None and late:
                harm.whole = toll

    def complete_lists(self) -> None:
        """Give an amount joined to a harmed one its harm: "22 soldiers and 24 civilians", "a priest and 14 others"."""
        doc = self.doc
        for harm in list(self.harms):
            if harm.whole is not None or harm.rule_id in ("toll", "of_them", "of_whom"):
                continue
            self._gapped(harm)
            index = self._amount_index(harm)
            for other in (self._joined_before(index), self._joined_after(harm)):
                if other is None or self._has_harm(other):
                    continue
                noun = next(
                    (
                        t
                        for t in doc[other.i + 1 : other.i + 5]
                        if t.tag_ in ("NNS", "NN", "NNPS", "NNP") or t.lower_ == "others"
                    ),
                    None,
                )
                if (
                    noun is None
                    or (not may_be_person(noun.text) and noun.lower_ != "others")
                    or not (
                        person_noun(noun.text)
                        or shaped_like_person(noun.text)
                        or noun.tag_ == "NNPS"
                        or noun.lower_ == "others"
                    )
                ):
                    continue
                quantity = self.quantity_at(other)
                if quantity is None or quantity.unit_hint is not None:
                    continue
                twin = self._make(
                    noun,
                    (quantity, other),
                    harm.trigger,
                    CasualtyTrigger("list", "noun", harm.measure, "list"),
                    "joined_in_list",
                )
                if twin is None:
                    continue
                twin.unreal = harm.unreal
                first, second = (twin, harm) if other.i < index else (harm, twin)
                if first.qualifier in ("at_least", "more_than", "about", "nearly") and second.qualifier == "exact":
                    second.bound = first.qualifier
                self.harms.append(twin)
                self.taken[(noun.i, harm.measure)] = twin

    def _gapped(self, harm: Harm) -> None:
        """Add the amount that another place repeats: "killed 12 civilians in Koro and 17 in Bankass"."""
        doc = self.doc
        k = max(n.i for n in harm.nouns) + 1
        if k >= len(doc) or doc[k].lower_ not in (*_LOCATIVES, "according") or harm.trigger.i > k:
            return
        while k + 1 < len(doc) and (
            doc[k].lower_ in (*_LOCATIVES, "according", "to") or doc[k].tag_ in ("DT", "NNP", "NN", "JJ", "JJS")
        ):
            k += 1
        while k < len(doc) and (doc[k].text == "," or doc[k].lower_ in ("and", "another")):
            k += 1
        if (
            k + 2 >= len(doc)
            or doc[k + 1].lower_ not in (*_LOCATIVES, "according")
            or doc[k - 1].lower_ not in ("and", "another", ",")
        ):
            return
        quantity = self.quantity_at(doc[k])
        if quantity is None or quantity.unit_hint is not None or self._has_harm(doc[k]):
            return
        entry = CasualtyTrigger("list", "noun", harm.measure, "list")
        twin = self._make(doc[k], (quantity, doc[k]), doc[k], entry, "gapped")
        if twin is not None:
            twin.trigger, twin.unreal, twin.nouns = harm.trigger, harm.unreal, list(harm.nouns)
            self.harms.append(twin)
            self.taken[(doc[k].i, harm.measure)] = twin

    def _joined_before(self, index: int) -> Token | None:
        """Return the amount of "N nouns and" right before an amount, if nothing else stands between."""
        doc = self.doc
        if index < 3 or doc[index - 1].lower_ != "and":
            return None
        for k in range(index - 2, max(-1, index - 8), -1):
            if self.quantity_at(doc[k]):
                return doc[k]
            if is_verb(doc[k]) or doc[k].is_punct:
                return None
        return None

    def _joined_after(self, harm: Harm) -> Token | None:
        """Return the amount of ", N nouns" or "and N nouns" after a harmed noun, unless its own verb follows."""
        doc = self.doc
        end = max(n.i for n in harm.nouns)
        if harm.trigger.i > end and harm.trigger.i - end < 8:
            return None  # "three were killed and nine wounded": the next amount has its own verb
        k = end + 1
        if k < len(doc) and doc[k].text == ",":
            k += 1
        if k < len(doc) and doc[k].lower_ == "and":
            k += 1
        if k == end + 1 or k >= len(doc) or not self.quantity_at(doc[k]):
            return None
        behind = list(itertools.takewhile(lambda t: t.text not in (",", ";"), doc[k + 1 : k + 6]))
        if any(is_verb(t) or t.lower_ in ("wounded", "injured", "missing", "dead", "killed") for t in behind):
            return None
        return doc[k]

    # -- building ------------------------------------------------------------------------------------------------

    def is_taken(self, head: Token, measure: str) -> bool:
        return (head.i, measure) in self.taken

    def add_groups(self, head: Token, trigger: Token, entry: CasualtyTrigger, rule: str) -> bool:
        """Add a claim for each counted group at ``head``; tell whether there was any."""
        groups = self.groups(head)
        last: Harm | None = None
        added = False
        for noun, counted in groups:
            if counted or (
                self.singular_of(noun) and entry.measure not in ("displaced", "affected", "trapped", "evacuated")
            ):
                harm = self.add(noun, counted, trigger, entry, rule)
                if harm is not None:
                    # a bound word binds every count under its verb
                    if (
                        last is not None
                        and last.qualifier in ("at_least", "more_than", "about", "nearly")
                        and harm.qualifier == "exact"
                    ):
                        harm.bound = last.qualifier
                    last, added = harm, True
            elif last is not None:
                last.nouns.append(noun)  # "12 soldiers and allied militiamen": one amount, two nouns
        return added

    def add(self, head: Token, counted, trigger: Token, entry: CasualtyTrigger, rule: str) -> Harm | None:
        if self.is_taken(head, entry.measure):
            return None
        if counted and any(h.quantity is counted[0] and h.measure == entry.measure for h in self.harms):
            return None
        if self._excluded(head, counted, entry):
            return None
        harm = self._make(head, counted, trigger, entry, rule)
        if harm is None:
            return None
        harm.unreal = unreal_reason(trigger) or self._feared(trigger) or self._not_war(trigger) or asked(self.doc)
        self.harms.append(harm)
        self.taken[(head.i, entry.measure)] = harm
        return harm

    def _excluded(self, head: Token, counted, entry: CasualtyTrigger) -> bool:
        quantity = counted[0] if counted else None
        if quantity is not None and quantity.unit_hint is not None:
            return True
        noun: Token | None = head
        if quantity is not None and counted[1] is head:
            # "12 of the villages": what is counted stands behind "of"
            of = next((c for c in head.children if c.dep_ == "prep" and c.lower_ == "of"), None)
            inner = next(iter(children(of, "pobj")), None) if of is not None else None
            noun = inner if inner is not None and inner.lower_ not in ("them", "whom", "those") else None
        if noun is None:
            return (
                entry.frame in _PERSON_ONLY_FRAMES
                and entry.measure in ("captured", "affected")
                and not (quantity and quantity.is_more)
            )
        low = noun.lower_
        if (
            not may_be_person(low)
            and self.parsed.marks[noun.i] is None
            and entry.frame not in ("toll", "count", "lives", "injury", "body")
        ):
            if (
                entry.lemma
                not in (
                    "death",
                    "killing",
                    "execution",
                    "murder",
                    "arrest",
                    "abduction",
                    "kidnapping",
                    "beheading",
                    "evacuation",
                    "wounding",
                )
                or noun.i != head.i
            ):
                return True
        if entry.frame in _PERSON_ONLY_FRAMES and not (
            person_noun(low) or shaped_like_person(low) or low in ("others", "other", "more")
        ):
            mark = self.parsed.marks[noun.i]
            if not (mark is not None and mark.kind in ("people", "quantity")):
                return True
        return False

    def _feared(self, trigger: Token) -> str | None:
        window = self.doc[max(0, trigger.i - 3) : trigger.i]
        if any(t.lower_ in ("feared", "fear", "fears", "fearing") for t in window):
            return "feared"
        return None

    def _not_war(self, trigger: Token) -> str | None:
        text = self.doc.text
        if _NATURAL.search(text) and not re.search(
            r"\b(?:air ?strikes?|shelling|shelled|gunmen|militants?|soldiers?|rebels?|bomb\w*|clash\w*|attack(?:ed|"
            r"ers|s)? (?:on|by)|fighters?|war|troops)\b",
            text,
            re.I,
        ):
            return "not violence"
        if (
            trigger.lower_ in ("injured", "hurt", "injury", "injuries", "killing", "dead")
            and len({m.group().lower() for m in _SPORT.finditer(text)}) >= 2
        ):
            return "sport"
        return None

    def _make(self, head: Token, counted, trigger: Token, entry: CasualtyTrigger, rule: str) -> Harm | None:
        parsed = self.parsed
        quantity = counted[0] if counted else None
        tokens = [trigger, head] + ([counted[1]] if counted else [])
        start = min([parsed.starts[t.i] for t in tokens] + ([quantity.start] if quantity else []))
        end = max(parsed.ends[t.i] for t in tokens)
        if quantity is None:
            det = next((c for c in head.children if c.dep_ in ("det", "nummod", "poss") and c.i < head.i), None)
            if det is not None:
                start = min(start, parsed.starts[det.i])
        harm = Harm(entry.measure, trigger, head, quantity, rule, start, end, nouns=[head], parsed=parsed)
        return harm
