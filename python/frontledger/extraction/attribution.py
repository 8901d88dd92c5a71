"""Who says it: reported speech, "according to", quotations that run over sentences, pronouns for speakers.

The first asserter counts, not the outlet that relays him; a person who speaks for a body is that body
(voices in sources.csv); a role loses its place and rank.
"""

from __future__ import annotations

import re
from functools import cache

from frontledger.extraction.actors import ActorResolver
from frontledger.extraction.context import Context
from frontledger.extraction.lexicon import inflections
from frontledger.extraction.speakers import (
    COUNTS,
    NAME_WORD,
    OFFICERS,
    PLACE_WORDS,
    STARTERS,
    TITLES,
    Speaker,
    Speakers,
    can_speak,
)
from frontledger.extraction.syntax import children, governing, is_verb
from frontledger.text.parse import Parsed
from frontledger.text.sentences import Sentence
from frontledger.text.words import Token

_REPORT_LEMMAS = (
    "say tell report announce claim add state confirm note declare write warn explain insist acknowledge admit reveal "
    "recount recall describe "
    "estimate assert allege maintain argue testify stress reaffirm reiterate suggest indicate document record tweet "
    "post quote cite deny dismiss "
    "comment observe remark believe count inform disclose hear learn concede boast vow accuse conclude find emphasize "
    "emphasise predict denounce condemn show reckon list blame log tally speak put point give register name revise "
    "verify narrate lament"
).split()
_CONTENT_OBJECT = frozenset(
    "report confirm announce document record register count acknowledge claim admit estimate list log tally boast give "
    "blame accuse speak put name revise".split()
)
_TELLING = frozenset("say tell add explain recall".split())
_KEEPING_BOOKS = frozenset("record register document log list tally count".split())
# A headline's speaker: "26 dead in raids on the town: monitor", "SIX SOLDIERS KILLED -GOVERNOR"
_CLOSING = re.compile(
    r"\s*(?::|[–—-])\s?(?P<who>(?:[a-z]+ ){0,2}?(?:officials?|police|monitors?|army|military|ministry|witness(?:es)?|"
    r"residents?|activists?|governor|mayor|sources?|medics?|doctors?|spokes(?:man|woman|person)|observatory|rebels|"
    r"state media|media|un|ngo))\s*$",
    re.I,
)
_TOLD = re.compile(
    rf"\b(?:said|says|told|added|warned|explained) (?P<after>{NAME_WORD}(?: {NAME_WORD}){{1,3}})|"
    rf"(?P<before>{NAME_WORD}(?: {NAME_WORD}){{1,3}}),? (?:[^,.]{{1,80}}, )?"
    r"(?:said|says|told|added|warned|explained)\b"
)
_SAYS = re.compile(r" (?:has |had )?(?:said|says|added)\b")
# what introduces a person behind the name: ", who heads the Al-Hamza rebel group", ", a rebel commander"
_INTRODUCED = re.compile(r",\s+(?:who (?:heads|leads|commands)|an?|the|head of|leader of|commander of)\b[^,.;“”\"]*")
# papers that are of the one who gives them out, and what else tells in somebody's name
_PAPERS = frozenset("bulletin communique briefing statement testimony testimonies".split())
_MESSAGES = _PAPERS | frozenset("letter message post report".split())
_RECORDS = COUNTS | _PAPERS | frozenset("toll data report reports statistics information".split())


def _whose(source: Token) -> Token:
    """Return who stands behind "figures released by the UN mission", "data from the ministry"; else the source."""
    if source.lower_ not in _RECORDS:
        return source
    if source.lower_ in COUNTS:
        for child in children(source, "compound"):
            return child  # "government figures show"
    for child in source.children:
        if child.dep_ == "acl" and child.lower_ in ("released", "published", "compiled", "issued", "collected", "kept"):
            for by in children(child, "agent", "prep"):
                for inner in children(by, "pobj"):
                    return inner
        links = ("from", "by", "of") if source.lower_ in _PAPERS else ("from", "by")
        if child.dep_ == "prep" and child.lower_ in links:
            for inner in children(child, "pobj"):
                return inner
    return source


def _is_counted_too(word: Token) -> bool:
    """Tell whether a participle below a verb of counting is what it counts.

    "counted 1,580 killed and 3,420 wounded", "spoke of at least 40 soldiers killed", as the parse hangs them.
    """
    if word.tag_ not in ("VBN", "VBD") or any(c.dep_ in ("auxpass", "dobj") for c in word.children):
        return False
    own = [c for c in word.children if c.dep_ in ("nsubj", "nsubjpass")]
    return (
        word.dep_ == "advcl"
        and not own
        and word.tag_ == "VBN"
        or (word.dep_ == "conj" and bool(own) and all(c.tag_ == "CD" for c in own))
    )


def _nearer_speaker(subject: Token, verb: Token) -> Token:
    """Return the person right before a verb of saying where the parse reached back to a thing far behind.

    Text that lost its punctuation reads so: "aircraft bombed positions of the militia on Monday officials said".
    """
    near = verb.nbor(-1) if verb.i else subject
    if verb.i - subject.i > 5 and near.i != subject.i and can_speak(near) and near not in subject.subtree:
        first = near
        while first.dep_ == "conj" and first.head.i < first.i and not is_verb(first.head) and can_speak(first.head):
            first = first.head  # "officials and residents said"
        return first
    return subject


def _name_beside(verb: Token) -> Token | None:
    """Return the name right before a closing "said", or right after one that splits a quotation."""
    doc, i = verb.doc, verb.i
    closing = i + 1 == len(doc) or doc[i + 1].is_punct or verb.lower_ in ("told", "tells")
    closing = closing or doc[i + 1].tag_ in ("IN", "RB") or doc[i + 1].lower_ in ("late", "early", "this")
    while closing and i and doc[i - 1].lower_ in ("has", "have", "had", "also"):
        i -= 1  # "the Commissioner of Police, Mr. Ibrahim Danladi, has confirmed"
    if closing and i >= 2:
        name = doc[i - 2] if doc[i - 1].text == "," else doc[i - 1]
        if doc[i - 1].text == ",":
            # "Abdi Nur, the head of the council, told reporters"
            inset = next((k for k in range(i - 3, max(0, i - 16), -1) if doc[k].text == ","), None)
            if (
                inset
                and doc[inset - 1].tag_ == "NNP"
                and doc[inset + 1].tag_ in ("DT", "NN", "PRP$", "WP", "JJ", "NNS")
            ):
                name = doc[inset - 1]
        if name.tag_ in ("NNP", "NNPS") or (name.tag_ in ("NN", "NNS") and name.dep_ == "appos"):
            return name
    splits = verb.lower_ in ("said", "says", "added") and i and doc[i - 1].is_punct
    if splits and i + 1 < len(doc) and doc[i + 1].tag_ == "NNP":
        name = doc[i + 1]
        while name.i + 1 < len(doc) and name.nbor(1).tag_ == "NNP":
            name = name.nbor(1)
        return name
    return None


# Verbs that report only with a preposition: "residents speak of 14 dead", "officials put the toll at 23"
_WARDS = frozenset("hospital hospitals clinic clinics ward wards centre center".split())
_WITH_PREPOSITION = {"speak": "of", "put": "at", "point": "out", "give": "toll", "revise": "toll"}


def _has_its_preposition(verb: Token, lemma: str) -> bool:
    return any(t.lower_ == _WITH_PREPOSITION[lemma] for t in verb.doc[verb.i + 1 : verb.i + 20])


@cache
def report_verbs() -> dict[str, str]:
    """Return the forms of verbs that report speech, with their lemmas."""
    forms: dict[str, str] = {}
    for lemma in _REPORT_LEMMAS:
        for form in inflections(lemma):
            forms.setdefault(form, lemma)
    return forms


def names_speaker(text: str, sentence: Sentence) -> bool:
    """Tell whether a sentence names who speaks in so many words ("said Abu Omar"), so that it need not be parsed."""
    return _TOLD.search(text, sentence.char_start, sentence.char_end) is not None


class Attribution(Speakers):
    """Find the speaker of a word in a parsed sentence, remembering the speakers of the article so far."""

    def __init__(self, context: Context, actors: ActorResolver) -> None:
        super().__init__(context, actors)
        self.quote_speakers: dict[int, Speaker] = {}  # quotation index -> speaker

    # -- reading a sentence ---------------------------------------------------------------------------------------

    def read(self, pieces: list[Parsed]) -> None:
        """Remember the speakers of a sentence, and of the quotations that stand in it."""
        for parsed in pieces:
            self._note_opener(parsed.start, parsed.end)
            for verb, speaker in self._reports(parsed):
                self.history.append((parsed.starts[verb.i], speaker))
                self._claim_quotes(parsed, speaker)

    def read_unparsed(self, start: int, end: int) -> None:
        """Remember who speaks in a sentence that is not parsed, by the name beside a verb of saying."""
        self._note_opener(start, end)
        match = _TOLD.search(self.context.text, start, end)
        if match is None:
            bodies = (n for n in self.context.names_in(start, end) if n.kind in ("source", "actor"))
            body = next((n for n in bodies if _SAYS.match(self.context.text, n.end, end)), None)
            if body is not None:  # "NATO says it has no record of a strike"
                self.history.append((start, Speaker(body.entries[0].name, body.text, body.text.lower(), False)))
            return
        words = (match["after"] or match["before"]).split()
        while words and words[0].lower() in TITLES | STARTERS:
            words = words[1:]
        if len(words) < 2 or any(
            n.kind in ("place", "actor") for n in self.context.names_in(match.start(), match.end())
        ):
            return
        name = " ".join(words)
        known = self.people.get(words[-1].lower(), name)
        self._remember(name, known)
        behind = _INTRODUCED.match(self.context.text, match.end(), min(end, match.end() + 100))
        about = self.context.text[max(start, match.start() - 60) : behind.end() if behind else match.end()]
        if party := self.actors.actor_in_words(about):
            self.parties.setdefault(known, party)
        speaker = Speaker(known, name, words[-1].lower(), True)
        self.history.append((start, speaker))
        for number, (s, e) in enumerate(self.context.quotes):
            if s < end and e > start and number not in self.quote_speakers:
                self.quote_speakers[number] = speaker

    def _reports(self, parsed: Parsed):
        verbs = report_verbs()
        for i, low in enumerate(parsed.lowers):
            if low not in verbs and low != "according":
                continue
            token = parsed.doc[i]
            if verbs.get(low) in _WITH_PREPOSITION and not _has_its_preposition(token, verbs[low]):
                continue
            if low in verbs and (is_verb(token) or token.tag_ in ("NN", "NNS", "NNP")):
                if subject := self._subject(token):
                    if speaker := self.speaker_of(parsed, subject):
                        yield token, speaker
            elif low == "according":
                if (source := self._according(parsed, token)) is not None and (
                    speaker := self.speaker_of(parsed, source)
                ):
                    yield token, speaker

    def _subject(self, verb: Token) -> Token | None:
        relayed = verb if verb.lower_ in ("quoted", "quotes", "cited", "cites") else None
        relayed = relayed or next((c for c in children(verb, "advcl") if c.lower_ in ("citing", "quoting")), None)
        if relayed is not None and (sources := [o for o in children(relayed, "dobj") if can_speak(o)]):
            return sources[0]  # "the agency reported, citing hospital sources"
        for child in verb.children:
            told_of = child.dep_ == "nsubjpass" and verb.lower_ not in ("quoted", "cited")  # "were said to be killed"
            if child.dep_ in ("nsubj", "nsubjpass") and not told_of and child.lower_ not in ("which", "that", "what"):
                if child.lower_ in _WARDS and report_verbs().get(verb.lower_) == "admit":
                    return None  # "the hospital admitted 61 wounded": it took them in
                beside = next((c for c in children(child, "appos", "conj") if c.lower_ in OFFICERS), None)
                if child.lower_ in PLACE_WORDS and beside is not None:
                    return beside  # "in Maiduguri, the state capital, the Commissioner of Police … has confirmed"
                return _whose(_nearer_speaker(child, verb))
            if child.dep_ == "nsubj" and child.lower_ == "which" and verb.dep_ == "relcl" and can_speak(verb.head):
                return _whose(verb.head)  # "the Roots Network, which says 300 people were killed"
        before = verb.nbor(-1) if verb.i else verb
        if before.dep_ == "pobj" and can_speak(before) and any(c.lower_ == "friday" for c in before.children):
            return before  # "injured his son on November 9 relatives said": a comma was lost
        if verb.tag_ == "VBG" and before.dep_ == "pobj" and before.head.lower_ == "with":
            return before  # "is about to fall, with Moscow claiming that …"
        if (name := _name_beside(verb)) is not None:
            return name
        told_so = verb.dep_ == "conj" or verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.head.i < verb.i
        if told_so and is_verb(verb.head) and (subject := self._subject(verb.head)) is not None:
            return _nearer_speaker(subject, verb)
        return None

    def _according(self, parsed: Parsed, token: Token) -> Token | None:
        for after in token.doc[token.i + 2 : token.i + 4]:
            kind = parsed.kind_at(after.i)
            behind = parsed.doc[after.i + 1] if after.i + 1 < len(parsed.doc) else after
            whole = (
                behind.tag_[:1] not in ("N", "J") or parsed.kind_at(behind.i) == "quantity"
            )  # no "UN refugee agency"
            if kind in ("source", "voice") or kind == "actor" and whole:
                return after  # whatever the parse made of what follows where a comma was lost
        for prep in children(token, "prep", "pcomp", "prt"):
            if prep.lower_ == "to":
                for inner in children(prep, "pobj"):
                    return _whose(inner)
        if token.i + 2 < len(token.doc) and token.nbor(1).lower_ == "to":
            rest = [t for t in token.doc[token.i + 2 : token.i + 12] if t.tag_ in ("NN", "NNS", "NNP", "NNPS", "PRP")]
            if rest:
                head = rest[0]
                while head.i + 1 < len(head.doc) and head.nbor(1).tag_ in ("NN", "NNS", "NNP", "NNPS"):
                    head = head.nbor(1)
                return head
        return None

    def _by_whose_word(self, parsed: Parsed, token: Token) -> Speaker | None:
        for other in (parsed.doc[i] for i, low in enumerate(parsed.lowers) if low == "according"):
            if abs(other.i - token.i) < 60 and (source := self._according(parsed, other)) is not None:
                return self.speaker_of(parsed, source)
        return None

    def _claim_quotes(self, parsed: Parsed, speaker: Speaker) -> None:
        for number, (start, end) in enumerate(self.context.quotes):
            if start < parsed.end and end > parsed.start and number not in self.quote_speakers:
                self.quote_speakers[number] = speaker

    # -- of a word ---------------------------------------------------------------------------------------------------

    def of(self, parsed: Parsed, token: Token) -> Speaker | None:
        """Return who asserts what the word tells, or None for the article's own voice."""
        verbs = report_verbs()
        current = token
        position = parsed.starts[token.i]
        for _ in range(len(parsed.doc)):  # a way up is no longer than the sentence
            head = governing(current)
            low = head.lower_
            if (teller := self._set_in(parsed, head, current)) is not None:
                return teller
            if low in verbs and head.i != current.i and current.dep_ not in ("nsubj", "nsubjpass", "agent"):
                lemma = verbs[low]
                if lemma in _WITH_PREPOSITION and not _has_its_preposition(head, lemma):
                    current = head
                    continue
                if is_verb(head) or head.tag_ == "VBD":
                    reported = current.dep_ in ("ccomp", "parataxis", "xcomp", "advcl", "conj", "dep") and (
                        current.dep_ in ("ccomp", "parataxis")
                        or lemma in ("say", "tell", "report", "add", "announce", "claim")
                    )
                    if (
                        current.dep_ in ("dobj", "pobj", "attr", "prep", "pcomp")
                        and lemma in _CONTENT_OBJECT
                        and head.i < token.i
                    ):
                        reported = "responsibility" not in {t.lower_ for t in children(head, "dobj")}
                    if lemma in _CONTENT_OBJECT and _is_counted_too(current):
                        reported = True
                    if lemma in _TELLING and current.dep_ == "prep" and self._in_a_paper(current, token):
                        reported = True  # "said in a statement that two were killed"
                    if lemma == "tell" and current.dep_ == "prep" and current.lower_ == "of":
                        reported = True  # "witnesses told the radio of 30 dead"
                    if lemma == "show" and current.dep_ == "dobj":
                        reported = any(_whose(s) is not s for s in children(head, "nsubj"))  # "a tally by AFP showed"
                    if current.dep_ == "advcl" and self._sets_the_time(current):
                        reported = False  # "…, the army said, three days after a rocket killed 12": nobody's words
                    if reported and (subject := self._subject(head)) is not None:
                        speaker = self.speaker_of(parsed, subject)
                        if speaker is not None:
                            if lemma in _KEEPING_BOOKS and (by := self._by_whose_word(parsed, token)) is not None:
                                return by  # "the clinic recorded 12 deaths, according to a nurse"
                            if lemma in ("deny", "dismiss"):
                                return Speaker(speaker.name, speaker.text, speaker.head, speaker.is_person, True)
                            return speaker
            if head.i == current.i:
                break
            current = head
        if quoted := self._quoting(parsed, token):
            return quoted
        if (counter := self._counting(parsed)) is not None:
            return counter
        if (source := self._by_whose_word(parsed, token)) is not None:
            return source
        if (closing := _CLOSING.search(self.context.text, parsed.start, parsed.end)) and closing.start() > position:
            return Speaker(closing["who"].lower(), closing["who"], closing["who"].split()[-1].lower(), False)
        # a verb of saying that hangs somewhere below: ", police said."
        if (speaker := self._trailing(parsed, token)) is not None:
            return speaker
        return self._by_quotation(parsed, position)

    def _set_in(self, parsed: Parsed, verb: Token, below: Token) -> Speaker | None:
        """Return who tells in "the theatre, says Claire Vasseur, treated 90 wounded and recorded 12 deaths"."""
        above = children(verb.head, "parataxis") if verb.dep_ == "conj" else []
        for told in (*children(verb, "parataxis"), *above):
            if told is not below and told.i < verb.i and report_verbs().get(told.lower_) in _TELLING:
                if (subject := self._subject(told)) is not None and (found := self.speaker_of(parsed, subject)):
                    return found
        return None

    def _counting(self, parsed: Parsed) -> Speaker | None:
        """Return whose count it is: "by the army's tally", "in the ministry's figures"."""
        for i, low in enumerate(parsed.lowers):
            if low in COUNTS and parsed.doc[i].head.lower_ in ("by", "in", "on") and parsed.doc[i].dep_ == "pobj":
                of = [g for p in children(parsed.doc[i], "prep") if p.lower_ == "of" for g in children(p, "pobj")]
                for owner in (*children(parsed.doc[i], "poss"), *of):
                    if speaker := self.speaker_of(parsed, owner):
                        return speaker
        return None

    @staticmethod
    def _in_a_paper(prep: Token, token: Token) -> bool:
        """Tell whether the parse hung what is told below "in a statement", behind its "that"."""
        papers = [o for o in children(prep, "pobj") if o.lower_ in _MESSAGES]
        return any(o.i + 1 < token.i and o.nbor(1).lower_ == "that" for o in papers)

    @staticmethod
    def _sets_the_time(clause: Token) -> bool:
        return any(
            c.dep_ in ("mark", "advmod") and c.lower_ in ("after", "before", "when", "as") for c in clause.children
        )

    def _quoting(self, parsed: Parsed, token: Token) -> Speaker | None:
        for other in (
            parsed.doc[i] for i, low in enumerate(parsed.lowers) if low in ("quoted", "citing", "cited", "quoting")
        ):
            if is_verb(other):
                for inner in children(other, "dobj", "pobj"):
                    if inner.i == token.i or not can_speak(_whose(inner)):
                        continue  # "left its base, citing supply problems"
                    if speaker := self.speaker_of(parsed, _whose(inner)):
                        return speaker
        return None

    def _trailing(self, parsed: Parsed, token: Token) -> Speaker | None:
        verbs = report_verbs()
        best = None
        for other in (parsed.doc[i] for i, low in enumerate(parsed.lowers) if low in verbs):
            if is_verb(other) and verbs[other.lower_] not in (
                "hear",
                "learn",
                "find",
                "show",
                "accuse",
                "condemn",
                "denounce",
                "vow",
                *_KEEPING_BOOKS,
            ):
                subject = self._subject(other)
                if subject is None or children(other, "ccomp", "dobj") and other.i < token.i:
                    continue
                after = other.i > token.i
                bare = after and all(
                    t.tag_ in ("NNP", "IN", "RB", ".", "CD", "DT")
                    or t.lower_ in ("adding", "telephone", "friday")
                    or parsed.marks[t.i] is not None
                    for t in parsed.doc[other.i + 1 : other.i + 4]
                )
                before_comma = (
                    bare
                    or parsed.doc[max(0, min(other.i, subject.i) - 1)].text == ","
                    or parsed.doc[max(0, subject.left_edge.i - 1)].text == ","
                )
                if after and before_comma and not self._between_clauses(parsed, token, other):
                    speaker = self.speaker_of(parsed, subject)
                    if speaker is not None:
                        best = best or speaker
                elif (
                    not after
                    and other.dep_ == "ROOT"
                    and subject.i < other.i
                    and other.i < token.i
                    and any(t.text in ("that", ":") for t in parsed.doc[other.i + 1 : other.i + 2])
                ):
                    best = best or self.speaker_of(parsed, subject)
        return best

    def _between_clauses(self, parsed: Parsed, token: Token, verb: Token) -> bool:
        return any(t.text == ";" for t in parsed.doc[token.i : verb.i])

    def _by_quotation(self, parsed: Parsed, position: int) -> Speaker | None:
        for number, (start, end) in enumerate(self.context.quotes):
            if start <= position < end:
                if end - start < 40 and not self.context.text[start:end].rstrip('”"').endswith((",", ".", "!", "?")):
                    return None  # scare quotes
                if number in self.quote_speakers:
                    return self.quote_speakers[number]
                # a quotation with no verb of its own goes on with the speaker of the one before it, close by
                if number and number - 1 in self.quote_speakers:
                    gap = self.context.text[self.context.quotes[number - 1][1] : start]
                    if len(gap) < 240:
                        return self.quote_speakers[number - 1]
        return None
