"""Victims of nouns and states: a death toll of 30, the bodies of eight, 12 dead, injuries to nine."""

from __future__ import annotations

from collections.abc import Sequence

from frontledger.extraction.casualties.amounts import NATURAL, Amounts
from frontledger.extraction.lexicon import (
    CasualtyTrigger,
    may_be_person,
    person_noun,
    singular,
)
from frontledger.extraction.syntax import children, is_verb, subjects
from frontledger.text.words import Token

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
    ("bodies", "killed"),
    ("corpses", "killed"),
    ("martyrs", "killed"),
    ("victims", "killed"),
    ("wounded", "wounded"),
    ("injured", "wounded"),
    ("missing", "missing"),
    ("displaced", "displaced"),
)
_RAISING = frozenset("bringing brings brought taking takes took raising raises raised lifting pushing".split())
_REVISING = frozenset("correct corrects corrected correcting revise revises revised revising".split())
_CAUSING = frozenset("cause causes caused causing inflict inflicts inflicted inflicting".split())
_TAKING_LIVES = frozenset(
    "claimed claiming claim claims cost costing costs took taking taken take lost losing lose".split()
)
_LEAVING = frozenset("left leaves leave leaving made makes making rendered rendering".split())
_NECESSITIES = frozenset(
    "water electricity power food shelter tents housing heating heat gas fuel medicine medicines care aid assistance "
    "help sanitation schooling relief handouts support protection treatment rations".split()
)
_STILL_HELD = frozenset("remain remains remained held kept are were".split())
_OTHER_WRONGS = frozenset(
    "rape violence abuse trafficking torture harassment discrimination crime fraud war famine theft robbery".split()
)


class NounFrames(Amounts):
    """Harm that a noun or a state tells."""

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
            if entry.lemma in ("hostage", "captive"):
                if counted and head.dep_ in ("nsubj", "nsubjpass") and head.head.lower_ in _STILL_HELD:
                    self.add(head, counted, trigger, entry, "counted_noun")  # "some 130 captives remain in Gaza"
                elif (
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
            if counted and not NATURAL.search(self.doc.text) and of not in _OTHER_WRONGS:
                self.add(head, counted, trigger, entry, "counted_noun")
        elif frame == "number_of":
            self.read_number_of(head, trigger, entry)
        elif frame == "body":
            self.read_bodies(head, trigger, entry)
        elif frame == "lives":
            verb = head.head
            counted = self.quantity_of(head)
            before = self.doc[head.left_edge.i - 1] if head.left_edge.i else verb
            if head.dep_ == "nsubj" and before.lower_ in _TAKING_LIVES:
                verb = before  # "the mine took the lives of four shepherds wounded six": a comma was lost
            if (head.dep_ in ("dobj", "nsubjpass", "pobj") or verb is before) and verb.lower_ in (
                *_TAKING_LIVES,
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
            caused = head.head if head.dep_ == "dobj" and head.head.lower_ in _CAUSING else None
            if counted and head.tag_ == "NNS":
                self.add(head, counted, trigger, entry, "counted_noun")
            elif caused is not None:
                for prep in (c for c in (*head.children, *caused.children) if c.dep_ in ("prep", "dative")):
                    if prep.lower_ in ("to", "on"):
                        for victim in children(prep, "pobj"):
                            self.add_groups(victim, trigger, entry, "caused_injuries")
            elif head.tag_ == "NNS" and self._injuries_to(head, trigger, entry):
                return
            else:
                governor: Token | None = head.head if head.dep_ in ("dobj", "pobj") else None
                if governor is not None and governor.dep_ == "prep":
                    governor = governor.head
                if (
                    governor is not None
                    and governor.lower_ in ("degrees", "degree", "levels")
                    and is_verb(governor.head)
                ):
                    governor = governor.head  # "sustained varying degrees of injury"
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

    def _injuries_to(self, head: Token, trigger: Token, entry: CasualtyTrigger) -> bool:
        """Read "recorded injuries to 480 civilians": whom the injuries are told of stands right behind, counted."""
        behind = head.nbor(1) if head.i + 1 < len(self.doc) else head
        if behind.lower_ not in ("to", "among"):
            return False
        victims = [v for v in children(behind, "pobj") if self.quantity_of(v)]
        for victim in victims:
            self.add_groups(victim, trigger, entry, "injuries_to")
        return bool(victims)

    def read_lack(self, trigger: Token, entry: CasualtyTrigger) -> None:
        """Read what people have not: "residents are without running water", "left 90,000 without food", "no power"."""
        doc = self.doc
        if not any(t.lower_ in _NECESSITIES for t in doc[trigger.i + 1 : trigger.i + 6]):
            return
        if trigger.head.lower_ in ("stranded", "trapped", "besieged", "stuck"):
            return  # "are stranded without water": told already
        lacked = trigger
        while lacked.dep_ in ("det", "amod", "conj") and lacked.head.i != lacked.i:
            lacked = lacked.head  # "little or no access to water"
        verb = lacked.head
        if not is_verb(verb):
            if verb.dep_ != "pobj" and self.quantity_of(verb):
                self.add_groups(verb, trigger, entry, "lacking")
            return
        have = {t.lower_ for t in (verb, *children(verb, "aux"))}
        if trigger.lower_ != "without" and not have & {"have", "has", "had"}:
            return
        for victim in children(verb, "dobj") if verb.lower_ in _LEAVING else subjects(verb):
            if person_noun(victim.text) or self.quantity_at(victim):
                self.add_groups(victim, trigger, entry, "lacking")

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
        words_behind = {t.lower_ for t in doc[head.i + 1 : head.i + 3]}
        victims = [g for p in children(head, "prep") if p.lower_ == "of" for g in children(p, "pobj")]
        words = " ".join(t.lower_ for v in victims for t in doc[v.left_edge.i : v.i + 3])
        measure = next((m for word, m in _COUNTED_STATES if word in words.split()), None)
        if measure is None and any(t.lower_ in ("homes", "fled") for v in victims for t in doc[v.i : v.i + 7]):
            measure = "displaced"  # "the number of people who have left their homes"
        if measure is None and put and {"hit", "hurt", "shot"} & {t.lower_ for t in doc[head.i + 1 : head.i + 4]}:
            measure = "wounded"  # "put the number hit by gunfire at 10"
        revised = head.head.lower_ in _REVISING and head.dep_ == "dobj" and "to" in words_behind
        if measure is None and not ((put or revised) and not victims):
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
        near: Sequence[int] = range(head.i + 1, min(len(doc), head.i + (5 if verb is not None else 16)))
        behind_verb = range(verb.i + 1, min(len(doc), verb.i + 12)) if verb is not None else ()
        if entry.frame == "toll" and head.head.lower_ in ("put", "puts", "putting"):
            at = next((t.i for t in doc[head.i : head.i + 18] if t.lower_ == "at" and t.i + 1 < len(doc)), None)
            near = range(at + 1, min(len(doc), at + 6)) if at is not None else near
        if head.head.lower_ in _RAISING and head.head.i < head.i:
            # "bringing to 20 the number of bodies"
            ahead = range(head.head.i + 1, head.i)
            near = (*(k for k in ahead if doc[k - 1].lower_ == "to"), *near)
        for k in (*near, *(k for k in behind_verb if k not in near)):
            token = doc[k]
            if token.text in (";", "--") or (token.lower_ == "and" and k > head.i + 8):
                break
            if token.lower_ == "from" and (verb is None or k > verb.i):
                skip_from = True  # "rose from 27 to 43": the new figure is what is asserted
            elif token.lower_ in ("to", "at", "of", "reached", "is", "was", "stands"):
                skip_from = False
            quantity = self.quantity_at(token)
            if quantity and quantity.unit_hint is None and (not skip_from or quantity.value_high is not None):
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
        if entry.lemma == "missing" and trigger.tag_ == "VBG" and children(trigger, "nsubj"):
            verb = trigger  # "three people were still missing", read as a verb
            for head in subjects(trigger):
                if self.add_groups(head, trigger, entry, "state_of"):
                    return
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
