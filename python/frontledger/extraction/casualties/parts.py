"""Amounts that hang on another: parts of a whole, lists under one verb, places that repeat it."""

from __future__ import annotations

import itertools

from frontledger.extraction.casualties.amounts import OPENERS, SINGULAR_DETS, Amounts
from frontledger.extraction.casualties.harm import Harm
from frontledger.extraction.lexicon import (
    CasualtyTrigger,
    may_be_person,
    non_victim_nouns,
    person_noun,
    shaped_like_person,
    singular,
)
from frontledger.extraction.syntax import children, is_verb
from frontledger.text.words import Token

_OF_THE_DEAD = {
    "dead": "killed",
    "victims": "killed",
    "killed": "killed",
    "wounded": "wounded",
    "injured": "wounded",
    "missing": "missing",
    "captured": "captured",
    "hostages": "captured",
    "martyrs": "killed",
    "fatalities": "killed",
    "deceased": "killed",
    "detainees": "captured",
}
_COUNTED = frozenset(
    "dead killed victims casualties wounded injured toll they them captives hostages deaths detainees prisoners "
    "fatalities missing".split()
)
_SAYING = frozenset("said says told reported added".split())
_LOCATIVES = frozenset("in at near outside around".split())
_RELEASED = frozenset(
    "freed released let returned escaped survived rescued spared recovered discharged exchanged".split()
)
_OF_THOSE_HARMED = frozenset(
    "dead killed victims wounded injured casualties slain fatalities deaths missing captured hostages displaced "
    "murdered massacred slaughtered executed crushed".split()
)
_IN_HOSPITAL = frozenset("hospital hospitalised hospitalized".split())


class Parts(Amounts):
    """Breakdowns and lists."""

    def read_parts(self) -> None:
        """Read stated breakdowns: "including 12 soldiers", "among them two women", "five of whom were children"."""
        doc = self.doc
        for i, low in enumerate(self.parsed.lowers):
            if low == ":" and i + 1 < len(doc) and self.quantity_at(doc[i + 1]):
                whole = self._whole_before(doc[i])
                if whole is not None and whole.quantity is not None and not self._listed_elsewhere(i):
                    self._add_parts(i + 1, doc[i], whole, None)  # "left 38 dead: 21 soldiers and 17 rebels"
                continue
            if low not in OPENERS:
                continue
            token, opens = doc[i], None
            if low in ("including", "includes", "included", "include", "comprising"):
                opens = i + 1
            elif low == "among" and i + 1 < len(doc) and doc[i + 1].lower_ in ("them", "whom", "those", "these", "the"):
                opens = i + 2
                if doc[i + 1].lower_ in ("the", "those"):
                    opens = self._after_among_the(i)
            if low == "among" and opens is not None and self._among_them(token):
                continue
            if low == "among" and opens is None and self._among_a_number(token):
                continue
            if low == "among" and self._named_before_among_them(token):
                continue
            if opens is not None:
                whole = self._whole_before(token)
                measure = self._measure_near(i) if low in ("included", "include", "includes", "among") else None
                told = low == "among" or {t.lower_ for t in doc[max(0, i - 8) : i]} & _COUNTED
                if whole is None and measure is None and not told:
                    continue
                self._add_parts(opens, token, whole, measure)
        self._read_of_the_dead()
        self._read_of_these()
        for i, mark in enumerate(self.parsed.marks):
            if mark is None or mark.kind != "quantity":
                continue
            token, quantity = doc[i], mark.ref
            if self._has_harm(token):
                self._inset_of_them(token)
                continue
            if any(t.lower_ in _RELEASED for t in doc[i + 1 : i + 9]) or (
                i and doc[i - 1].lower_ in ("every", "not", "but")
            ):
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
                and (copula := self._copula_behind(i + 4)) is not None
            ):
                behind = doc[copula + 1 : copula + 6]
                named = next((t for t in behind if t.tag_ in ("NNS", "NN") and person_noun(t.text)), None)
                if named is not None:
                    measure = _OF_THE_DEAD[doc[i + 3].lower_]
                    self._part(named, (quantity, token), token, None, measure, "of_the_dead")
                    self._and_more_were(named, measure)
            elif (
                i > 1
                and doc[i - 1].lower_ == "whom"
                and doc[i - 2].lower_ == "of"
                and (whole := self._whole_before(token))
            ):
                noun = next((t for t in doc[i + 1 : i + 5] if t.tag_ in ("NNS", "NN") and may_be_person(t.text)), token)
                self._part(noun, (quantity, token), token, whole, whole.measure, "of_whom")

    def _listed_elsewhere(self, colon: int) -> bool:
        """Tell whether what follows the colon is told with a verb of its own, no breakdown."""
        return any(
            is_verb(t) and t.tag_ in ("VBD", "VBZ", "VBP") and t.dep_ != "relcl"
            for t in self.doc[colon + 1 : colon + 8]
        )

    def _copula_behind(self, i: int) -> int | None:
        """Return the "were" at the word, or behind a speaker set in between: "of the dead, a doctor said, were"."""
        doc = self.doc
        if doc[i].text == ",":
            closing = next((t.i for t in doc[i + 1 : i + 9] if t.text == ","), None)
            if closing is None or not any(t.lower_ in _SAYING for t in doc[i:closing]):
                return None
            i = closing + 1
        return i if i < len(doc) and doc[i].lower_ in ("was", "were", "is", "are") else None

    def _inset_of_them(self, amount: Token) -> None:
        """Give "1,193 died, 390 of them gang members, and 690 were hurt" its 390 dead, hung on the second verb."""
        doc, i = self.doc, amount.i
        if i < 2 or i + 2 >= len(doc) or doc[i + 1].lower_ != "of" or doc[i + 2].lower_ not in ("them", "whom"):
            return
        told = next(h for h in self.harms if h.quantity is self.quantity_at(amount))
        told.bound = None  # "nearly 7,000 people, 3,800 of them civilians": the bound is the whole's
        whole = self._whole_before(amount)
        if (
            told.whole is None
            and whole is not None
            and whole is not told
            and told.trigger.i > i
            and doc[i - 1].text == ","
        ):
            if any(t.text == "," for t in doc[i + 3 : told.trigger.i]):
                told.measure, told.trigger, told.whole = whole.measure, whole.trigger, whole

    def _and_more_were(self, named: Token, measure: str) -> None:
        """Read the second part of "five of the dead were civilians and three were fighters"."""
        doc, i = self.doc, named.i
        if i + 4 >= len(doc) or doc[i + 1].lower_ not in ("and", ",") or doc[i + 3].lower_ not in ("were", "was"):
            return
        quantity = self.quantity_at(doc[i + 2])
        noun = next((t for t in doc[i + 4 : i + 8] if t.tag_ in ("NNS", "NN") and person_noun(t.text)), None)
        if quantity is not None and quantity.unit_hint is None and noun is not None and not self._has_harm(doc[i + 2]):
            self._part(noun, (quantity, doc[i + 2]), doc[i + 2], None, measure, "of_the_dead")

    def _read_of_these(self) -> None:
        """Read "Of these, 41 were women and 22 were children": parts of what the sentence before told.

        So are those of "Of the civilians, 41 were children", and who "of these" is told to have come to harm.
        """
        doc = self.doc
        if len(doc) < 5 or doc[0].lower_ != "of":
            return
        measure: str | None = None
        if doc[1].lower_ not in ("these", "them", "those") or doc[2].text != ",":
            if doc[1].lower_ not in ("the", "those") or doc[3].text != ",":
                return
            measure = _OF_THE_DEAD.get(doc[2].lower_)
            if measure is None and not person_noun(doc[2].text):
                if not may_be_person(doc[2].text):  # "Of the houses, 21 were burnt down"
                    self.harms = [h for h in self.harms if self.quantity_at(h.head) is None]
                return
        listed = False
        for i, mark in enumerate(self.parsed.marks):
            if mark is None or mark.kind != "quantity" or mark.ref.unit_hint is not None:
                continue
            if self._has_harm(doc[i]):
                for harm in self.harms:
                    if harm.quantity is mark.ref and harm.whole is None and not listed:
                        harm.whole = "these"  # "Of these, 1,450 left their homes in the past week"
                listed = True
                continue
            copula = self._copula_behind(i + 1)
            if copula is None and not (listed and doc[i - 1].lower_ in ("and", ",")):
                continue
            behind = (i if copula is None else copula) + 1
            noun = next((t for t in doc[behind : behind + 3] if person_noun(t.text)), None)
            if noun is None and (measure is None or listed):
                continue  # "Of the dead, 11 were in Baalbek"
            rule = "among_them" if measure is None else "of_the_dead"
            self._part(noun or doc[i], (mark.ref, doc[i]), doc[i], None, measure or "killed", rule)
            listed = True

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
        words = [t.lower_ for t in doc[i + 1 : i + 7]]
        if _OF_THOSE_HARMED.isdisjoint(words) and _IN_HOSPITAL.isdisjoint(words[:3]):
            return None
        verb = doc[i].head
        if verb.i < i and verb.lower_ in ("were", "are", "was", "is", "being") and children(verb, "nsubj"):
            measure = self._measure_near(i) or "killed"
            if not _IN_HOSPITAL.isdisjoint(words[:3]):
                measure = "wounded"  # "a girl was among those in hospital"
            for s in children(verb, "nsubj"):  # "two nurses were among the dead": the parts stand before
                for head, counted in self.groups(s):
                    if counted or self.singular_of(head):
                        self._part(head, counted, doc[i], None, measure, "among_the_dead")
            return None
        for k in range(i + 2, min(len(doc), i + 24)):
            if doc[k].lower_ in ("were", "are", "was", "is") or doc[k].text == "," and k < i + 8:
                return k + 1
        return None

    def _among_them(self, among: Token) -> bool:
        """Read "a child was among them": one of those harmed that were told before."""
        verb = among.head
        if verb.lower_ not in ("was", "were") or among.nbor(1).lower_ not in ("them", "these"):
            return False
        for subject in children(verb, "nsubj"):
            for head, counted in self.groups(subject):
                if person_noun(head.text) and (counted or self.singular_of(head)):
                    self._part(head, counted, among, self._whole_before(among), "killed", "among_them")
        return True

    def _among_a_number(self, among: Token) -> bool:
        """Read "a boy was among at least six people killed", "two nurses were among Friday's victims"."""
        verb = among.head
        if verb.lower_ not in ("was", "were", "is", "are") or among.nbor(1).lower_ in ("the", "those", "them", "these"):
            return False
        whole = next((h for h in self.harms if among.i < self._amount_index(h) <= among.i + 8), None)
        measure = next(
            (_OF_THE_DEAD[t.lower_] for t in self.doc[among.i + 1 : among.i + 5] if t.lower_ in _OF_THE_DEAD), None
        )
        if whole is None and measure is None:
            return False
        for subject in children(verb, "nsubj"):
            for head, counted in self.groups(subject):
                if person_noun(head.text) and (counted or self.singular_of(head)):
                    self._part(
                        head, counted, among, whole, whole.measure if whole else measure or "killed", "among_a_number"
                    )
        return True

    def _named_before_among_them(self, among: Token) -> bool:
        """Read "killed 19 people, five children among them": the parts stand before, set off by a comma."""
        doc, i = self.doc, among.i
        if i < 3 or doc[i + 1].lower_ not in ("them", "whom") or doc[i - 1].tag_ not in ("NN", "NNS"):
            return False
        if i + 2 < len(doc) and not doc[i + 2].is_punct:
            return False  # "among them five children": they stand behind
        first = i - 1
        while first > 0 and doc[first - 1].text not in (",", "--", ";"):
            first -= 1
        whole = self._whole_before(doc[first])
        if whole is None or i - first > 9:
            return False
        for word in doc[first:i]:
            quantity = self.quantity_at(word)
            if quantity is not None and quantity.unit_hint is None:
                if self._has_harm(word):
                    self._hang_on(word, whole)
                    told = next(h for h in self.harms if h.quantity is quantity)
                    told.bound = None
                else:
                    noun = next(
                        (t for t in doc[word.i + 1 : i] if t.tag_ in ("NN", "NNS") and person_noun(t.text)), word
                    )
                    self._part(noun, (quantity, word), among, whole, whole.measure, "among_them")
            elif word.lower_ in SINGULAR_DETS and word.head.i < i and self.singular_of(word.head):
                self._part(word.head, None, among, whole, whole.measure, "among_them")
        return True

    def _measure_near(self, i: int) -> str | None:
        words = {t.lower_ for t in self.doc[max(0, i - 6) : i + 7]}
        if words & {"dead", "killed", "deaths", "slain", "fatalities", "victims"}:
            return "killed"
        if words & {"wounded", "injured"}:
            return "wounded"
        if words & {"missing"}:
            return "missing"
        if words & {"hostages", "captured", "abducted", "kidnapped"} or {"those", "taken"} <= words:
            return "captured"
        if words & {"displaced"} and not words & {"killing", "wounding", "injuring"}:
            return "displaced"
        return None

    def _whole_before(self, token: Token) -> Harm | None:
        """Return the nearest counted harm told before the word, a whole rather than a part."""
        earlier = [h for h in self.harms if self._amount_index(h) < token.i and h.whole is None]
        return max(earlier, key=self._amount_index) if earlier else None

    def _add_parts(self, opens: int, anchor: Token, whole: Harm | None, measure: str | None) -> None:
        doc = self.doc
        i = opens
        while i < len(doc):
            token = doc[i]
            if token.text in (";", "--", ":") or (
                token.text == "," and i + 1 < len(doc) and self._clause_follows(i + 1)
            ):
                break
            if token.tag_ == "VBG" and doc[i - 1].lower_ == "and" and doc[i - 2].tag_ in ("NN", "NNS"):
                break  # "including a child and causing injuries to a woman"
            if (
                is_verb(token)
                and token.tag_ in ("VBD", "VBZ", "VBP")
                and token.lower_ not in ("were", "was", "are", "is")
                and not self._in_relative(token, opens)
            ):
                break
            quantity = self.quantity_at(token)
            noun = None
            if quantity and token.lower_ == "one" and i and doc[i - 1].lower_ == "of":
                i += 1
                continue  # "eight members of one family"
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
                    self._hang_on(token, whole)
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
            elif token.lower_ in SINGULAR_DETS and token.dep_ in ("det", "nummod"):
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

    def _hang_on(self, amount: Token, whole: Harm | None) -> None:
        """Make a harm that its verb told already a part: "18 people, among them six women, were shot"."""
        told = next(h for h in self.harms if h.quantity is self.quantity_at(amount))
        if whole is not None and told.measure == "displaced" and told.trigger.dep_ in ("acl", "amod"):
            told.measure = whole.measure  # "shot nine villagers, including two boys fleeing over a wall"
        if whole is not None and told is not whole and told.whole is None and told.measure == whole.measure:
            told.whole = whole

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
        if head.dep_ == "nsubj" and head.head.lower_ in _SAYING:
            return  # "among them two nurses a witness said"
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
            for other in (self._joined_before(index), self._joined_after(harm), self._along_with(harm)):
                if other is None or self._has_harm(other):
                    continue
                noun = next(
                    (
                        t
                        for t in doc[other.i + 1 : other.i + 5]
                        if (t.tag_ in ("NNS", "NN", "NNPS", "NNP") and t.dep_ not in ("compound", "nmod"))
                        or t.lower_ == "others"
                    ),
                    None,
                )
                if (
                    noun is None
                    or noun.lower_ == "survivors"
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
        """Add the amounts that other places repeat: "killed 12 civilians in Koro and 17 in Bankass"."""
        doc, last = self.doc, max(n.i for n in harm.nouns)
        k = max(last, harm.trigger.i) + 1
        while k < len(doc) and doc[k].lower_ in (*_LOCATIVES, "according"):
            while k + 1 < len(doc) and (
                doc[k].lower_ in (*_LOCATIVES, "according", "to", "on")
                or doc[k].tag_ in ("DT", "NNP", "NN", "JJ", "JJS")
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
            if harm.trigger.i > last and not any(
                self.parsed.kind_at(t.i) == "place" or t.lower_ == "hospital" for t in doc[k + 2 : k + 5]
            ):
                return  # "died in Sumy, 300 in total"
            quantity = self.quantity_at(doc[k])
            if quantity is None or quantity.unit_hint is not None or self._has_harm(doc[k]):
                return
            entry = CasualtyTrigger("list", "noun", harm.measure, "list")
            twin = self._make(doc[k], (quantity, doc[k]), doc[k], entry, "gapped")
            if twin is None:
                return
            twin.trigger, twin.unreal, twin.nouns = harm.trigger, harm.unreal, list(harm.nouns)
            self.harms.append(twin)
            self.taken[(doc[k].i, harm.measure)] = twin
            k += 1

    def _along_with(self, harm: Harm) -> Token | None:
        """Return the amount of "nine pupils were killed along with two teachers"."""
        doc = self.doc
        start = max(harm.trigger.i, *(n.i for n in harm.nouns))
        for k in range(start + 1, min(len(doc) - 3, start + 3)):
            words = (doc[k].lower_, doc[k + 1].lower_)
            if words in (("along", "with"), ("together", "with")):
                return doc[k + 2] if self.quantity_at(doc[k + 2]) else None
        for k in range(start + 1, min(len(doc) - 4, start + 6)):
            if [t.lower_ for t in doc[k : k + 3]] == ["as", "well", "as"]:
                return doc[k + 3] if self.quantity_at(doc[k + 3]) else None
        return None

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
