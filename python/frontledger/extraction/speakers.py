"""Who a noun phrase that can speak is: a body of the tables, a person by name, or a role without rank and place.

What an article has told of its speakers so far is kept, so that "the spokesman", "he" and "the Centre" find theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from frontledger.extraction.actors import ActorResolver, phrase_bounds
from frontledger.extraction.context import Context
from frontledger.extraction.entities import Actor, Source
from frontledger.extraction.lexicon import person_noun, shaped_like_person, singular
from frontledger.extraction.syntax import children, clause_verb, subjects
from frontledger.reference import read_table
from frontledger.text.parse import Parsed
from frontledger.text.words import Token

_NOT_SPEAKERS = frozenset(
    "attack attacks blast blasts explosion explosions strike strikes airstrike airstrikes bombing bombings bomb bombs "
    "shelling it there video videos footage images image photos "
    "figures figure data this that which what toll tolls number numbers war conflict fighting clashes violence battle "
    "offensive operation raid raids fire shell shells mine mines "
    "rocket rockets missile missiles result results move deal siege death deaths percent battles clash assault "
    "assaults ambush ambushes talks negotiations operations campaign advance protest protests ceasefire truce "
    "agreement deal gunfire".split()
)
# A body that speaks as one; anything else before a verb of saying is a role or a person.
BODIES = frozenset(
    "army armies military police government regime forces force troops ministry authorities authority coalition "
    "alliance group rebels militants jihadists insurgents separatists militia "
    "opposition command party movement parliament presidency junta cabinet state navy administration court kremlin "
    "front council commission agency mission fighters state-run guard guards gang gangs faction factions".split()
)
_OUTLETS = frozenset(
    "news agency tv television radio times post network press media online centre center observatory council group "
    "organisation organization newspaper daily herald tribune foundation institute committee union watch".split()
)
_OFFICES = frozenset(
    "ministry department council network committee association office organization centre center".split()
)
# Heads of the names of bodies: "the Emergency Management Agency", "the Bureau for …"
_NAMED_BODIES = frozenset(
    "agency bureau commission committee association organization organisation party council union federation league "
    "institute foundation directorate authority center centre network observatory headquarters staff archive forum "
    "initiative monitor project society".split()
)
_CHIEFS = frozenset("head chief director founder".split())
_THE_BODY = frozenset(
    ("the agency", "the organisation", "the organization", "the charity", "the body", "the aid group")
)
_STATES_IN_SHORT = frozenset("US U.S. UN U.N. UK U.K. EU".split())
_BARE_ROLES = frozenset("source sources official officials officer officers".split())
_PAGES = frozenset("account blog channel page post posts website".split())
_COMMANDS = frozenset("command headquarters directorate department office hospital centre center bureau".split())
OFFICERS = frozenset("minister commissioner secretary superintendent inspector coordinator".split())
_OF_SOMETHING = frozenset("head chief leader member director deputy office".split())
_OF_A_PART = frozenset("local provincial district regional municipal city town county village camp".split())
COUNTS = frozenset(
    "tally count counts figures figure estimate estimates reckoning account survey mapping assessment".split()
)
PLACE_WORDS = frozenset("city town province country region district capital area state county".split())
_MEDIA = frozenset("television tv media radio news broadcaster newspaper newspapers agency".split())
_RANKS = frozenset(
    "senior top high-ranking ranking another other several some many two three four five a an the one former unnamed "
    "anonymous chief deputy main "
    "leading prominent first second third separate state-run state-owned pro-government private "
    "his her its their this that these those 12 various multiple "
    "independent".split()
)
TITLES = frozenset(
    "president prime minister foreign defence defense interior secretary general gen gen. lt lt. col col. colonel maj "
    "maj. major capt capt. captain brig brig. brigadier "
    "lieutenant commander spokesman spokeswoman spokesperson director head chief mr mr. mrs mrs. ms ms. dr dr. sheikh "
    "ambassador governor mayor sen sen. senator rep rep. "
    "king prince judge deputy chairman chairwoman special envoy coordinator adm adm. admiral sgt sgt. professor prof "
    "prof. counter air force army police state press "
    "witness resident activist survivor villager shopkeeper farmer teacher "
    "commissioner superintendent inspector "
    "u.s. us u.n. un security national field marshal lord sir premier chancellor vice speaker lawmaker analyst "
    "reporter correspondent officer archbishop bishop archimandrite patriarch father pastor imam mullah ayatollah "
    "cardinal rabbi reverend adviser advisor aide alhaji hajiya malam mallam".split()
)
_WATCHING = frozenset(
    "rights aid monitoring advocacy campaign relief charity watchdog humanitarian lobby medical media help research "
    "study observer legal press".split()
)
_NEAR = 300  # characters that a word may stand behind the name it takes up
_PRONOUNS = frozenset("he she they it him her them his".split())
_RANK = re.compile(
    r"\b(?:major|maj\.|colonel|col\.|general|gen\.|lieutenant|lt\.?|captain|capt\.|brigadier|brig\.|sergeant|sgt\.|"
    r"corporal|admiral|marshal)(?!,? secretary)\b",
    re.I,
)
NAME_WORD = r"(?:[A-Z][\w’'-]+|al-[A-Z][\w’'-]+)"
STARTERS = frozenset("the a an in on at but and as for after when while he she it they this that".split())
_FULL_NAME = re.compile(rf"{NAME_WORD}(?: {NAME_WORD}){{1,3}}")
_SET_OFF = re.compile(
    r"(?: (?:of|from|in|for|at|to) [^,.;]{1,40})?, "
    r"(?:(?:Mr|Mrs|Ms|Dr|Hon|Alhaji|Hajiya|Malam|Mallam|Sheikh|Mullah|Haji|Brig(?:adier)?|"
    r"Col(?:onel)?|Maj(?:or)?|Gen(?:eral)?|Capt(?:ain)?|Lt|Lieutenant|Sgt|Commander)\.? ){0,2}"
    rf"(?P<name>(?:U |Daw )?{NAME_WORD}(?: {NAME_WORD}){{1,3}})(?=[,.])"
)
_SMALL = re.compile(r"\b[a-zà-ÿ]+\b")
# whom a sentence is about: "Col. Ndi laughed at that."
_OPENS = re.compile(
    r"(?:(?:But|And|Then|Yet|Now),? )?(?:(?:At|In|On|Near|From|Outside|Inside|The|An?) [^.;,]{1,80}, )?"
    r"(?P<titled>(?:(?:Mr|Mrs|Ms|Dr|Col|Gen|Maj|Capt|Lt|Sgt|Brig|Hon|Prof|Doctor|Colonel|General|Major|Captain|"
    r"Commander|Governor|Mayor|Sheikh|Imam|Father|Sister)\.? ){0,3})"
    rf"(?P<name>(?:U |Daw )?{NAME_WORD}(?: {NAME_WORD}){{0,3}})(?=,? [a-z])"
)
# "a doctor who gave only his first name, Karim", "a teacher who asked to be called Amina"
_CALLED = re.compile(
    r" who [^.;“”]{0,80}?\b(?:(?:gave|gives) (?:only )?(?:his|her) (?:full |first |given )?(?:nick|sur)?name(?: only)?"
    r"(?: as|,)|(?:asked|wanted|wished|preferred) to be (?:called|(?:identified|known|named) (?:only )?as)|"
    r"identified (?:himself|herself) (?:only )?as|(?:went|goes) by the (?:name|nom de guerre)(?: of|,)?) "
    rf"(?P<name>{NAME_WORD}(?: {NAME_WORD}){{0,2}})"
)
# Where a comma was lost, the last word of what was told stands before who says so: "in the gunfire police said"
_RUN_ON = frozenset(
    "gunfire fire attack attacks strike strikes raid raids shelling blast blasts bomb bombs explosion "
    "explosions wounds "
    "injuries fighting clashes checkpoint medicines road today yesterday".split()
)


def _of_state(entry: Actor | Source) -> str:
    """Return the name under which a party or body speaks: an army as its state, but for the Syrian army's command."""
    if isinstance(entry, Source) and entry.kind == "military" and entry.actor != "Syrian government":
        if entry.name.split()[-1] in ("army", "military"):
            return entry.actor or entry.name
    return entry.name


def can_speak(noun: Token) -> bool:
    """Tell whether a noun names a person, a role or a body, and no thing."""
    return (
        noun.lower_ in BODIES
        or noun.tag_ in ("NNP", "NNPS")
        or person_noun(noun.text) is not None
        or (noun.tag_.startswith("N") and shaped_like_person(noun.text))  # not "however"
        or noun.lower_.rstrip("s") in ("official", "source", "witness", "spokesman", "activist", "resident", "medic")
    )


@cache
def _watching_bodies() -> frozenset[str]:
    """Return the names of bodies that watch or help: monitors, charities, offices of the United Nations."""
    kinds = ("monitor", "ngo", "international_body", "un_body")
    return frozenset(row["name"] for row in read_table("sources") if row["kind"] in kinds)


def _state_television(written: str, country: str | None) -> str | None:
    """Return the state's broadcaster that "state television" is in a story set there, where sources.csv has it."""
    if not re.fullmatch(r"(?:the )?state(?:-run)? (?:television|tv)", written, re.I):
        return None
    return next(
        (
            row["name"]
            for row in read_table("sources")
            if row["country_iso2"] == country and row["name"].endswith("state TV")
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class Speaker:
    """A claimant: canonical name, the words as written, and whether the person or body was named."""

    name: str
    text: str
    head: str
    is_person: bool
    denied: bool = False


class Speakers:
    """The speakers of one article, as far as it has been read."""

    def __init__(self, context: Context, actors: ActorResolver) -> None:
        self.context = context
        self.actors = actors
        self.history: list[tuple[int, Speaker]] = []
        self.parties: dict[str, str] = {}  # a speaker's name -> the party he or she was said to belong to
        self.people: dict[str, str] = {}  # last word of a person's name -> the full name as first written
        self.small_words = frozenset(_SMALL.findall(context.text))  # no name is written with them
        self.openers: list[tuple[int, Speaker]] = []  # beginning of a sentence -> the person whom it is about

    def party_of(self, speaker: Speaker) -> str | None:
        """Return the party that a speaker is, speaks for, or was introduced as belonging to."""
        return (
            self.actors.actor_of_name(speaker.name)
            or self.parties.get(speaker.name)
            or self.actors.actor_in_words(speaker.text)
        )

    def _note_party(self, parsed: Parsed, head: Token, left: int, name: str) -> None:
        """Remember the party of a person by the words around the name: "rebel commander X", "Major X"."""
        if name in self.parties:
            return
        right = min(parsed.ends[head.right_edge.i], parsed.ends[head.i] + 120)
        words = self.context.text[left:right]
        found = self.actors.in_span(left, right) or self.actors.in_span(left, right, metonyms=False)
        party = found[0] if found and found[0] != "Civilians" else self.actors.actor_in_words(words)
        if party is None and _RANK.search(words):
            party = self.actors.home_state(left)
        if party:
            self.parties[name] = party

    def speaker_of(self, parsed: Parsed, head: Token) -> Speaker | None:
        """Return the speaker that a noun phrase names, or None for a phrase that cannot speak (an attack, a video)."""
        low = head.lower_
        text = self.context.text
        if low in _PRONOUNS:
            return self._pronoun_speaker(parsed, head)
        if low in ("who", "which") and head.head.dep_ == "relcl" and head.head.head.i < head.i:
            antecedent = head.head.head  # "Basim al-Rawi, a lawmaker who spoke of 18 dead"
            beside_name = antecedent.dep_ == "appos" and antecedent.head.tag_ == "NNP"
            return self.speaker_of(parsed, antecedent.head if beside_name else antecedent)
        if low in ("its", "their"):
            holder = next((s for s in subjects(clause_verb(head)) if s.i > head.i), None)
            party = self.actors.of_phrase(parsed, head)  # "by its own account the army holds …"
            if holder is not None:
                party = self.actors.of_phrase(parsed, holder) or party
            return Speaker(party[0], party[1], low, False) if party else None
        if head.tag_ in ("RB", "IN", "JJ", "VBN", "VBG", "MD", "CC") and parsed.marks[head.i] is None:
            return None  # "however", as the parse hung it
        if (
            low in ("i", "we", "you", "who", "whom", "whose", "nobody", "no", "one", "our", "my", "your")
            or low in _NOT_SPEAKERS
        ):
            return None
        if low in _CHIEFS and (monitor := self._of_the_monitor(head)) is not None:
            return monitor
        left, right = phrase_bounds(parsed, head)
        for child in head.children:
            if child.dep_ in ("appos",) and child.i - head.i <= 12:
                right = max(right, parsed.ends[child.right_edge.i])
        own_right = parsed.ends[head.i]
        written = text[left:own_right]
        names = self.context.names_in(left, right)
        voices = [n for n in names if n.kind == "voice"]
        if voices:
            source = voices[0].entries[0]
            self._remember(voices[0].text, source.name)
            return Speaker(source.name, written, low, True)
        inside = [n for n in names if n.end <= own_right]
        inside = [n for n in inside if not (n.kind == "actor" and n.entries[0].name == "Civilians")]
        covering = [
            n
            for n in inside
            if n.kind in ("source", "actor")
            and n.start <= parsed.starts[head.i] < n.end
            or (n.kind in ("source",) and n.end >= own_right - 1)
        ]
        if covering:
            entry = next((n for n in covering if n.kind == "source"), covering[-1]).entries[0]
            if low in _NAMED_BODIES and len(covering[-1].text.split()) == 1:
                whole = self._named_in_full(head.text, left)
                in_full = any(
                    n.kind in ("source", "voice") and n.entries[0].name == entry.name and " " in n.text
                    for n in self.context.names
                )
                if whole and not in_full:
                    return Speaker(whole, written, low, False)  # another Observatory than the one of that short name
            return Speaker(_of_state(entry), written, low, False)
        joined = re.search(r"\sand\s", written)
        if joined and (
            first := [n for n in inside if n.kind in ("source", "actor") and n.end <= left + joined.start()]
        ):
            return Speaker(first[0].entries[0].name, written, low, False)  # "the government and activists said"
        if (body := self._body(parsed, head)) is not None:
            return Speaker(body, written, low, False)
        if self._is_person_name(parsed, head):
            return self._person(parsed, head, text[left:right], left)
        for child in head.children:
            # "the newspaper Milenio", "a commander, Abu Jaafar"
            if child.dep_ == "appos" and child.i > head.i:
                named = [n for n in names if n.kind == "source" and n.start >= own_right]
                if named and child.i - head.i <= 4:
                    return Speaker(named[0].entries[0].name, written, low, False)
                if self._is_person_name(parsed, child):
                    return self._person(parsed, child, written, left)
        if parsed.kind_at(head.i) in ("place",):
            given = any(
                c.dep_ == "compound" and c.tag_ == "NNP" and parsed.kind_at(c.i) is None and c.lower_ not in TITLES
                for c in head.children
            )
            titled = any(c.lower_ in TITLES for c in head.children)
            if not (given and titled) and (found := self.actors.in_span(left, own_right, metonyms=True)):
                return Speaker(found[0], written, low, False)
            if given or self._full_name(text[parsed.starts[head.i] : own_right], left):
                return self._person(parsed, head, written, left)  # a surname that is also a town's name
            return None
        # a body before a role: "an Observatory spokesman", "the defence ministry said", "Hezbollah's media"
        source = next((n for n in inside if n.kind == "source"), None)
        of_source = None
        for prep in children(head, "prep"):
            if prep.lower_ in ("of", "for", "from", "at", "with"):
                for inner in children(prep, "pobj"):
                    a, b = phrase_bounds(parsed, inner)
                    of_source = of_source or next((n for n in self.context.names_in(a, b) if n.kind == "source"), None)
        if source is not None and low in (
            "reporter",
            "reporters",
            "correspondent",
            "correspondents",
            "journalist",
            "journalists",
            "team",
            "teams",
            "staff",
        ):
            return Speaker(source.entries[0].name, written, low, False)
        if low in (
            "spokesman",
            "spokesmen",
            "spokeswoman",
            "spokesperson",
            "statement",
            "media",
            "director",
            "head",
            "chief",
            "commander",
            "leader",
            "representative",
            "outlet",
            "website",
            "account",
            "channel",
            "agency",
            "report",
        ):
            pick = source or of_source
            if pick is not None:
                return Speaker(pick.entries[0].name, written, low, False)
            if re.search(r"\bpolice\s+spokes\w+$", written, re.I):
                return Speaker("police", written, low, False)
            if low in ("statement", "media", "spokesman", "spokesmen", "spokeswoman", "spokesperson", "outlet") and (
                found := self.actors.of_phrase(parsed, head)
            ):
                return Speaker(found[0], written, low, False)
        for own in children(head, "poss"):
            if low in _PAGES and own.lower_ in ("his", "her"):
                return self._pronoun_speaker(parsed, own)  # "according to his Telegram channel"
            if source is None and (body := self._body(parsed, own)) is not None:
                return Speaker(body, written, low, False)  # "the Network’s monitors"
        if low in COUNTS and source is not None:
            return Speaker(source.entries[0].name, written, low, False)  # "UN estimates say"
        if low == "statement":
            return None
        if low in ("wing", "arm", "leadership"):
            owners = [g for p in children(head, "prep") if p.lower_ == "of" for g in children(p, "pobj")]
            for inner in (*owners, *children(head, "poss", "compound")):
                if found := self.actors.of_phrase(parsed, inner):
                    return Speaker(found[0], written, low, False)  # "the military wing of Hamas", "Hamas's armed wing"
        if low == "police":
            whose = (self._role(parsed, head) or low).removeprefix("local ").removeprefix("Local ")
            return Speaker(whose[:1].lower() + whose[1:], written, low, False)  # a role, whosever police it is
        if (
            low == "authorities"
            and len(children(head, "amod", "compound")) == 1
            and (near := next((c for c in head.children if c.lower_ in _OF_A_PART), None))
        ):
            return Speaker(f"{near.lower_} authorities", written, low, False)  # a role, not the state
        if low == "ministry" and not inside and any(c.lower_ == "health" for c in children(head, "compound", "amod")):
            return Speaker("health ministry", written, low, False)  # "its health ministry": hardly the state named last
        if low in BODIES and self._watches(head):
            if watcher := self._watcher(parsed, head, written):
                return watcher
            role = self._role(parsed, head)
            return Speaker(role, written, low, False) if role else None
        if written.lower() in ("the group", "the agency") and (
            (last := self._last_before(parsed.starts[head.i])) is not None and last.name in _watching_bodies()
        ):
            return last  # "… the Observatory said. The group also reported …"
        if low in BODIES and (found := self.actors.of_phrase(parsed, head)):
            if found[0] == "Syrian government" and low in ("army", "military", "command"):
                return Speaker("Syrian army", written, low, False)
            if found[0] not in ("Civilians", "Unknown armed group") and low not in (
                "source",
                "sources",
                "activist",
                "activists",
                "resident",
                "residents",
                "witness",
                "witnesses",
                "commander",
                "doctor",
                "journalist",
                "analyst",
                "analysts",
                "expert",
                "experts",
                "lawmaker",
                "medic",
                "medics",
            ):
                return Speaker(found[0], written, low, False)
        if low in PLACE_WORDS:
            return None
        if written.lower() == "the same source" and (last := self._last_before(parsed.start)):
            return last
        if re.match(r"(?:the|this|that)\b", written.lower()) and (earlier := self._earlier_with(low)):
            return earlier
        if written.lower() in _THE_BODY and (known := self._body_named_last(parsed.starts[head.i])):
            return known
        if not re.match(r"(?:the|this|that)\b", written.lower()) and (monitor := self._monitor(low)):
            return monitor
        if (joint := self._first_of_two(parsed, head)) is not None:
            return self.speaker_of(parsed, joint)
        role = self._role(parsed, head)
        if role is not None and role.lower() in _BARE_ROLES and (body := self._body_of_role(parsed, head)):
            return Speaker(body, written, low, False)
        if role and (person := self._named_beside(parsed, head)):
            return person
        if (outlet := _state_television(written, self.context.country)) is not None:
            return Speaker(outlet, written, low, False)
        return Speaker(role, written, low, False) if role else None

    def _named_beside(self, parsed: Parsed, head: Token) -> Speaker | None:
        """Return the name set off behind a role: "the governor of Anbar, Suhaib Rashid, said"."""
        match = next(
            (
                m
                for form in (_SET_OFF, _CALLED)
                if (m := form.match(self.context.text, parsed.ends[head.i], parsed.end))
            ),
            None,
        )
        if match is None or any(
            n.kind in ("place", "actor") and n.end - n.start >= len(match["name"]) - 4
            for n in self.context.names_in(match.start("name"), match.end("name"))
        ):
            return None
        name = match["name"]
        self._remember(name, name)
        self._note_party(parsed, head, phrase_bounds(parsed, head)[0], name)
        return Speaker(name, name, name.split()[-1].lower(), True)

    def _body_of_role(self, parsed: Parsed, head: Token) -> str | None:
        """Return the body of "a source at Hama Police Command", by its name; a town is none."""
        for inner in (g for p in children(head, "prep") if p.lower_ in ("at", "from") for g in children(p, "pobj")):
            if inner.text[:1].isupper() and inner.lower_ in _COMMANDS and parsed.kind_at(inner.i) is None:
                left, right = phrase_bounds(parsed, inner)
                return re.sub(r"^[Tt]he\s+", "", " ".join(self.context.text[left:right].split()))
        return None

    @staticmethod
    def _first_of_two(parsed: Parsed, head: Token) -> Token | None:
        """Return the first of two joint speakers that the parse took for one: "a war monitor and rescue workers"."""
        for first in children(head, "nmod"):
            if first.i < head.i and any(c.dep_ == "cc" for c in first.children):
                return first if first.tag_ in ("NN", "NNS", "NNP") and can_speak(first) else None
        return None

    @staticmethod
    def _watches(head: Token) -> bool:
        """Tell whether a group is one that watches or helps, no party: "the rights group", "an aid mission"."""
        return any(c.lower_ in _WATCHING for c in children(head, "compound", "amod", "nmod", "nsubj"))

    def _role(self, parsed: Parsed, head: Token) -> str | None:
        """Return a role without rank, count and place: "a senior military source in Damascus" -> "military source"."""
        left = head.i
        for child in head.children:
            if child.i < head.i and child.dep_ in ("amod", "compound", "nmod", "poss", "det", "nummod"):
                left = min(left, child.left_edge.i)
        while left < head.i:
            token = parsed.doc[left]
            mark = parsed.marks[left]
            place = mark is not None and mark.kind in ("place", "quantity", "date") or token.lower_ in PLACE_WORDS
            if token.lower_ == "state" and token.nbor(1).lower_ in _MEDIA:
                break  # "state television"
            if token.lower_ in PLACE_WORDS and token.nbor(1).lower_ in ("council", "hall"):
                break  # "the town council"
            if token.lower_ == "general" and token.nbor(1).lower_ in ("staff", "command"):
                break
            if head.lower_ in ("official", "officials") and self._is_party(parsed, token):
                break  # "a US official", "two Hamas officials"
            dropped = (
                token.lower_ in _RANKS
                or token.tag_ in ("DT", "POS", "CD", "PRP$", "RB", "RBS", "JJS", "JJR")
                or token.lower_ in _RUN_ON
                or token.is_punct
                or token.lower_ == "based"  # "the Vienna-based group"
                or place
            )
            if not dropped:
                break
            left += 1
        opened = next((k for k in range(head.i - 1, left, -1) if parsed.doc[k].lower_ in ("a", "an", "the")), None)
        if opened is not None:
            left = opened + 1  # "wounding 15 more a hospital doctor said"
        words = re.split(r"[\"”“]", self.context.text[parsed.starts[left] : parsed.ends[head.i]])[-1]
        titled = head.text[:1].isupper() and head.lower_ in _OFFICES | OFFICERS
        if titled or (head.lower_ in _OF_SOMETHING and left == head.i):
            of = next((c for c in head.children if c.dep_ == "prep" and c.lower_ in ("of", "for")), None)
            office = next(iter(children(of, "pobj")), None) if of is not None else None
            if of is not None and office is not None:
                # "head of the health office in Taiz": without its place
                end = next((c.i for c in children(office, "prep") if c.lower_ in ("in", "at")), of.right_edge.i + 1) - 1
                words += self.context.text[parsed.ends[head.i] : parsed.ends[end]]
        return " ".join(words.split())

    def _is_party(self, parsed: Parsed, token: Token) -> bool:
        start, end = parsed.starts[token.i], parsed.ends[token.i]
        named = any(n.kind == "actor" for n in self.context.names_in(start, end))
        return named or self.context.text[start:end] in _STATES_IN_SHORT

    def _body(self, parsed: Parsed, head: Token) -> str | None:
        """Return the whole name of a body that no table knows ("Regional Bureau for Relief and Returns")."""
        doc = parsed.doc
        if head.lower_ not in _NAMED_BODIES or not head.text[:1].isupper() or parsed.kind_at(head.i) is not None:
            return None
        first = head.i
        while first and doc[first - 1].tag_ != "DT":
            whose = first > 1 and doc[first - 1].tag_ == "POS" and doc[first - 2].text[:1].isupper()
            if not whose and not doc[first - 1].text[:1].isupper():
                break
            first -= 2 if whose else 1  # "the Sudanese Doctors’ Committee"
        last = head.i
        while (
            last + 2 < len(doc)
            and doc[last + 1].lower_ in ("for", "of", "on", "and")
            and doc[last + 2].text[:1].isupper()
        ):
            last += 2
            while last + 1 < len(doc) and doc[last + 1].text[:1].isupper() and doc[last + 1].tag_.startswith("NNP"):
                last += 1
        if first == last:
            return self._named_in_full(head.text, parsed.starts[head.i])
        name = " ".join(self.context.text[parsed.starts[first] : parsed.ends[last]].split())
        return re.sub(r"^[Tt]he\s+", "", name)

    def _named_in_full(self, word: str, before: int) -> str | None:
        """Return the whole name of a body that is now called by its last word only: "the Centre"."""
        whole = (
            rf"(?:[A-ZÀ-Þ][\w’'-]+\s+(?:(?:for|of|and|on)\s+)?){{1,5}}{re.escape(word)}\b"
            r"(?:\s+(?:for|of|on)\s+(?:the\s+)?(?!\w+day\b)[A-ZÀ-Þ][\w’'-]+(?:(?:\s+and)?\s+[A-ZÀ-Þ][\w’'-]+){0,3})?"
        )
        found = re.findall(whole, self.context.text[:before])
        return re.sub(r"^(?:The|In|At|By)\s+", "", " ".join(found[0].split())) if found else None

    def _is_person_name(self, parsed: Parsed, head: Token) -> bool:
        mark = parsed.marks[head.i]
        if mark is not None:
            return mark.kind == "person"
        army = head.lower_ == "command" and all(
            c.lower_ in ("general", "high", "supreme", "military", "army") for c in children(head, "compound", "amod")
        )
        body = head.lower_ in BODIES and not children(head, "compound", "amod", "nmod")  # "the Government"
        titled = head.lower_ in TITLES or army or body or head.lower_ == "ministry"
        return head.tag_ in ("NNP", "NNPS") and head.text[:1].isupper() and not titled

    def _person(self, parsed: Parsed, head: Token, written: str, left: int) -> Speaker:
        doc = parsed.doc
        first = head.i
        while (
            first > 0
            and doc[first - 1].text[:1].isupper()
            and (doc[first - 1].lower_ not in TITLES or self._inside_a_name(parsed, first - 1))
            and (doc[first - 1].tag_ in ("NNP", "NNPS") or doc[first - 1].head.i == head.i)
            and parsed.kind_at(first - 1) in (None, "place", "person")
        ):
            if doc[first - 1].tag_ in ("DT", "IN", "PRP", "CC", "PRP$"):
                break
            first -= 1
        while first > 0 and doc[first - 1].lower_ in ("al", "bin", "el", "abu", "de", "van"):
            first -= 1
        start, end = parsed.starts[first], parsed.ends[head.i]
        name = " ".join(self.context.text[start:end].split())
        full = self.people.get(name.split()[-1].lower()) or self.people.get(name.lower())
        if full and len(name.split()) <= 2 and (len(full) >= len(name) or full != name):
            self._note_party(parsed, head, left, full)
            return Speaker(full, written, head.lower_, True)
        name = re.sub(r"['’]s$", "", name)
        if " " not in name and (whole := self._full_name(name, left)):
            name = whole
        if name.split()[-1].lower() in _OUTLETS:
            return Speaker(name, written, head.lower_, False)
        self._remember(name, name)
        self._note_party(parsed, head, left, name)
        return Speaker(name, written, head.lower_, True)

    @staticmethod
    def _inside_a_name(parsed: Parsed, index: int) -> bool:
        """Tell whether a word that can be a title is a given name here: "Jihan Sheikh Ahmed"."""
        before = parsed.doc[index - 1] if index else None
        return (
            parsed.doc[index].lower_ in ("sheikh", "haji", "mullah", "khan", "shah")
            and before is not None
            and before.tag_ == "NNP"
            and before.lower_ not in TITLES
            and parsed.kind_at(index - 1) in (None, "person")
        )

    def _full_name(self, surname: str, before: int) -> str | None:
        """Return the name as first written in full, wherever it stands before ("Jihan Sheikh Ahmed … said Ahmed")."""
        found = None
        for match in re.finditer(
            rf"{NAME_WORD}(?: {NAME_WORD}){{0,2}} {re.escape(surname)}\b", self.context.text[:before]
        ):
            words = match.group().split()
            while len(words) > 2 and words[0].lower() in TITLES:
                words = words[1:]
            if words[0].lower() not in TITLES and words[0].lower() not in STARTERS:
                found = found or " ".join(words)
        return found

    def _remember(self, written: str, canonical: str) -> None:
        words = written.split()
        self.people.setdefault(words[-1].lower(), canonical)
        if len(words) > 2:
            self.people.setdefault(" ".join(words[-2:]).lower(), canonical)

    def _note_opener(self, start: int, end: int) -> None:
        """Remember the person with whom a sentence begins, for a later "he said"."""
        match = _OPENS.match(self.context.text, start, end)
        if match is None:
            return
        words = match["name"].split()
        known = self.people.get(words[-1].lower())
        named = self.context.names_in(match.start("name"), match.end("name"))
        if words[0].lower() in TITLES | STARTERS or any(n.kind != "voice" for n in named):
            return
        a_name = len(words) > 1 and words[-1].lower() not in _OUTLETS | _NAMED_BODIES
        if known or match["titled"] or a_name and self.small_words.isdisjoint(w.lower() for w in words):
            name = known or " ".join(words)
            self.openers.append((start, Speaker(name, match["name"], words[-1].lower(), True)))

    def _pronoun_speaker(self, parsed: Parsed, head: Token) -> Speaker | None:
        position = parsed.starts[head.i]
        wants_person = head.lower_ in ("he", "she", "him", "his", "her")
        opener = next((o for o in reversed(self.openers) if o[0] < position), None) if wants_person else None
        for start, speaker in reversed(self.history):
            if start < position and (
                speaker.is_person
                or not wants_person
                or speaker.head
                in (
                    "source",
                    "sources",
                    "officials",
                    "official",
                    "commander",
                    "resident",
                    "doctor",
                    "spokesman",
                    "witness",
                    "activist",
                )
            ):
                if opener is not None and opener[0] > start and position - opener[0] < _NEAR:
                    return opener[1]  # "Col. Ndi laughed at that. The army took the town, he said"
                if head.lower_ == "it" and speaker.is_person and speaker.head not in ("source",):
                    continue
                if head.lower_ == "it" and (agency := self._agency_since(start, position, speaker)):
                    return agency
                return speaker
        return self._named_last(position, wants_person)

    def _agency_since(self, start: int, position: int, last: Speaker) -> Speaker | None:
        """Return the agency whose name opens the sentence before "It said", though it said nothing there itself."""
        before = max((s.char_start for s in self.context.sentences if s.char_end <= position), default=position)
        if before <= start:
            return None
        named = next((n for n in self.context.names_in(before, min(before + 60, position)) if n.kind == "source"), None)
        if (
            named is None
            or named.entries[0].name == last.name
            or named.entries[0].kind not in ("agency", "outlet", "state_media")
        ):
            return None
        return Speaker(named.entries[0].name, named.text, named.text.lower(), False)

    def _named_last(self, position: int, person: bool) -> Speaker | None:
        """Return the person or body named last before a pronoun that speaks, though it has said nothing so far."""
        near = max(0, position - _NEAR)
        names = self.context.names_in(near, position)
        if not person:
            named = next((n for n in reversed(names) if n.kind in ("source", "actor")), None)
            return Speaker(named.entries[0].name, named.text, named.text.lower(), False) if named else None
        for match in reversed(list(_FULL_NAME.finditer(self.context.text, near, position))):
            words = match.group().split()
            while words and words[0].lower() in TITLES | STARTERS:
                words = words[1:]
            taken = any(n.start < match.end() and match.start() < n.end and n.kind != "voice" for n in names)
            if len(words) > 1 and not taken:
                return Speaker(" ".join(words), match.group(), words[-1].lower(), True)
        return None

    def _earlier_with(self, head: str) -> Speaker | None:
        one = singular(head)
        for _, speaker in reversed(self.history):
            if singular(speaker.head) == one:
                return speaker
        return self._monitor(head)

    def _monitor(self, head: str) -> Speaker | None:
        """Return the body that "a monitor" is: the article names it further down."""
        if singular(head) in ("monitor", "observatory", "watchdog"):
            for name in self.context.names:
                if name.kind == "source" and name.entries[0].kind in ("monitor", "monitoring group", "ngo"):
                    return Speaker(name.entries[0].name, head, head, False)
        return None

    def _last_before(self, position: int) -> Speaker | None:
        return next((speaker for start, speaker in reversed(self.history) if start < position), None)

    def _body_named_last(self, position: int) -> Speaker | None:
        """Return the body that "the agency" is: the one that helps or watches and was named last, close by."""
        names = [n for n in self.context.names_in(max(0, position - _NEAR), position) if n.kind == "source"]
        named = next((n for n in reversed(names) if n.entries[0].name in _watching_bodies()), None)
        return Speaker(named.entries[0].name, named.text, named.text.lower(), False) if named else None

    def _of_the_monitor(self, head: Token) -> Speaker | None:
        """Return the body that "the head of the monitor" speaks for, if the article names it."""
        of = [g for p in children(head, "prep") if p.lower_ == "of" for g in children(p, "pobj")]
        return next((m for g in of if (m := self._monitor(g.lower_)) is not None), None)

    def _watcher(self, parsed: Parsed, head: Token, written: str) -> Speaker | None:
        """Return the body that "a monitoring group", "the rights group" is: the one such body that the article names.

        A group that monitors may be named further down, as wires do ("a monitor said. … the Observatory said");
        any other one is the body named last before, where it stands with "the".
        """
        kinds = dict.fromkeys(c.lower_ for c in children(head, "compound", "amod", "nmod", "nsubj"))
        named = [n for n in self.context.names if n.kind in ("source", "voice")]
        if "monitoring" in kinds:
            bodies = [n for n in named if n.entries[0].kind == "monitor"]
            bodies = bodies or [n for n in named if n.entries[0].kind == "ngo"]
            if len({n.entries[0].name for n in bodies}) != 1:
                bodies = [n for n in bodies if n.start < parsed.starts[head.i]]
        elif re.match(r"(?:the|this|that)\b", written.lower()):
            bodies = [
                n
                for n in named
                if n.entries[0].kind in ("monitor", "ngo", "international_body", "un_body")
                and parsed.start - 700 < n.start < parsed.starts[head.i]
            ]
        else:
            return None
        if not bodies:
            return None
        return Speaker(bodies[-1].entries[0].name, written, head.lower_, False)
