"""Who is meant: from the words of a noun phrase to the canonical name of a party.

Order of trust: a name of actors.csv, an adjective of nationality with a word for forces, a generic noun of
actor_contexts.csv in a story of that country, a pronoun or "the group" for whoever was named last.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from frontledger.extraction.context import Context, sentence_span
from frontledger.extraction.entities import Name, find_names, fold, gazetteer
from frontledger.extraction.lexicon import person_noun, singular
from frontledger.extraction.syntax import children
from frontledger.reference import read_table
from frontledger.text.parse import Parsed
from frontledger.text.words import Token

CIVILIANS = "Civilians"
UNKNOWN_GROUP = "Unknown armed group"

_FORCE_WORDS = frozenset(
    "base bases outpost outposts position positions garrison barracks "
    "army armies force forces troop troops soldier soldiers military police policeman policemen officer officers "
    "government "
    "regime warplane warplanes plane planes jet jets aircraft helicopter helicopters artillery navy marines air "
    "strike strikes airstrike "
    "airstrikes drone drones authorities authority ministry minister official officials state tanks tank gunboats "
    "warship warships shelling "
    "bombardment bombing raid raids missile missiles rocket rockets attack attacks attacks offensive assault "
    "operation invasion intervention "
    "engineers sappers servicemen serviceman conscripts guards guard commandos paratroopers security parliament "
    "intelligence coalition-free president premier "
    "mediator mediators envoy envoys negotiator negotiators diplomat diplomats delegation delegations delegates "
    "units unit brigade division battalion defenders fire shells mortar gunships fighter-jets side leadership command "
    "navy coastguard".split()
)
# "US-backed forces" are not the United States
_BACKED = re.compile(
    r"[\s-]?(?:backed|led|allied|supported|trained|funded|aligned|affiliated|linked|based|brokered|held|controlled|"
    r"made|born|sponsored|mediated|occupied|besieged)\b(?! by\b)"  # "Afghan forces backed by" someone are Afghan
    # "Russia held roughly a third": a verb, not "Russia held areas" that lost its hyphen
    r"(?!\s+(?:an?|the|about|roughly|around|some|nearly|almost|more|less|over|up|at|just|only|most|half|all|full|"
    r"\d[\d.]*)\b)",
    re.I,
)
_SPEAKS = re.compile(
    r"\.?(?:['’]s)?\s+(?:\w+\s+){0,2}(?:officials?|ministry|minister|president|spokes\w+|government)?\s*"
    r"(?:has |have |had )?(?:said|says|say|announced|confirmed|told)\b",
    re.I,
)
_LED_ACT = re.compile(
    r"[\s-]?led\s+(?:\w+\s+){0,2}(?:attacks?|assaults?|offensives?|raids?|operations?|invasion|air ?strikes?|strikes?|"
    r"bombing|campaign|siege|blockade|intervention|incursion|gunm[ae]n|militants|fighters|forces|troops)\b|"
    r"[\s-]?(?:affiliated|aligned)\s+(?:gunm[ae]n|militants|militias?|fighters|forces|troops)\b|"
    r"[\s-]?backed\s+(?:\w+\s+){0,1}(?:air ?strikes?|air raids?|bombing)\b",  # they fly them
    re.I,
)
_AND = re.compile(r"\s+and\s+")
_SIDE = re.compile(r"\s+(?:side|lines?|territory|soil)\b", re.I)
_ACTS_AS_STATE = re.compile(
    r"\s+(?:has|have|had|says?|said|struck|hit|fired|shelled|bombed|launched|carried|named|denied|targeted|vowed|"
    r"retaliated|responded|deployed|sent|blamed|accused|accuses|invaded|attacked|killed|captured|seized)\b"
)
# Without a name these belong to the state of the story's country.
_STATE_FORCES = frozenset(
    "army police policemen policeman soldiers soldier troops gendarmes gendarme military conscripts authorities "
    "government command".split()
)
_UNKNOWN_ARMED = re.compile(
    r"\b(?:unknown|unidentified|suspected|armed|masked|unnamed)?\s*(?:gunm[ae]n|armed (?:men|group|groups)|"
    r"assailants?|attackers?|bandits?|"
    r"militants?|unknown (?:men|persons|people)|kidnappers?|terrorists?|extremists?|insurgents?)\b",
    re.I,
)
_CIVILIAN_WORDS = frozenset(
    "civilian civilians protester protesters protestor protestors demonstrator demonstrators mourner mourners "
    "villager villagers resident residents "
    "worshipper worshippers worshipers child children woman women people passenger passengers student students pupil "
    "pupils journalist journalists "
    "family families farmer farmers shopper shoppers refugee refugees pilgrims aid prisoner prisoners detainee "
    "detainees commuter commuters "
    "schoolgirls girls boys teacher teachers doctor doctors activist activists citizen citizens homes houses hospital "
    "hospitals school schools "
    "crowd crowds funeral wedding "
    "market mosque church inhabitants townspeople migrants workers traders herders fishermen miners monk monks priest "
    "priests".split()
)
PRONOUNS_GROUP = frozenset("it they them its their themselves itself".split())
_MODIFIERS = frozenset("rebel government regime army opposition insurgent militant jihadist separatist".split())
_LOOSE = frozenset("extremist jihadist militant islamist insurgent terrorist radical".split())
# how one side calls its enemy of whatever name
_CALLED = frozenset("terrorist terrorists militant militants extremist extremists insurgent insurgents".split())
# An outlet that says so means a side; "a terrorist attack" alone is but a kind of attack.
_TERRORISTS = re.compile(r"\b(?:terrorists|terrorist (?:group|organi[sz]ation|militia|element|gang)s?)\b", re.I)
_NOBODY_KNOWN = frozenset("unknown unidentified suspected unnamed other some masked".split())
_NEAR = 450  # characters
_GROUP_NOUNS = frozenset(
    "group organisation organization militants jihadists extremists insurgents fighters rebels alliance movement "
    "militia faction force forces troops".split()
)


def may_stand_for_party(noun: str) -> bool:
    """Tell whether a lower-case noun can mean a party without its name: "the army", "the rebels"."""
    return noun in _STATE_FORCES or noun in _GROUP_NOUNS or noun in _CALLED


@cache
def state_actor(country: str | None) -> str | None:
    """Return the canonical name of a country's forces and authorities, or None for no known country."""
    if not country:
        return None
    if country in ("SY", "IQ"):
        return {"SY": "Syrian government", "IQ": "Iraqi government"}[country]
    return _country_names().get(country)


@cache
def _country_names() -> dict[str, str]:
    return {row["iso2"]: row["name"] for row in read_table("countries")}


def country_name(country: str) -> str | None:
    """Return the short English name of a country by its two letters."""
    return _country_names().get(country)


@cache
def capitals() -> dict[tuple[str, ...], str]:
    return {fold(row["capital"]): row["iso2"] for row in read_table("countries") if row["capital"]}


@cache
def _actor_sides() -> dict[str, str]:
    return {row["name"]: row["side"] for row in read_table("actors")}


@cache
def _states() -> frozenset[str]:
    """Return the parties that govern, those of a region too ("Peshmerga")."""
    return frozenset(row["name"] for row in read_table("actors") if row["kind"] == "state")


@cache
def helpers() -> frozenset[str]:
    """Return the parties that neither fight nor rule: bodies of the United Nations, aid agencies."""
    return frozenset(
        row["name"] for row in read_table("actors") if row["kind"] in ("international_organisation", "humanitarian")
    )


def is_armed_group(actor: str | None) -> bool:
    """Tell whether the actor is a party of actors.csv that is no state and no international body."""
    side = _actor_sides().get(actor or "")
    return side is not None and side not in ("foreign_state", "civilians", "government") and actor not in _states()


# "the military wing", "a military court": no army
_OF_ANOTHER = re.compile(
    r"\s+(?:wings?|arms?\b(?! of)|courts?|tribunals?|academy|hospitals?|analysts?|experts?|coup|aid)\b", re.I
)
_AFFILIATES = frozenset("affiliate branch offshoot wing ally proxy faction splinter group".split())


# What "the Syrians" stands below where it means people: what they do, what is done to them, what counts them
_OF_A_PEOPLE = frozenset(
    "fled flee fleeing left leave leaving died dying marched protested rallied mourned buried voted living live lived "
    "displaced wounded injured trapped detained said says say told among of for".split()
)


class ActorResolver:
    """Resolve noun phrases of one article, remembering who was named before."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.recent: list[tuple[int, str]] = []  # (position, canonical name) of groups and states, in reading order
        for name in context.names:
            if name.kind == "actor":
                self.recent.append((name.start, name.entries[0].name))
            elif name.kind == "demonym" and (actor := self._demonym_actor(name)):
                self.recent.append((name.start, actor))
        self.recent.sort()
        self.armies = self._armies()
        self._remember_generic()
        self.named = {name.entries[0].name for name in context.names if name.kind == "actor"}

    def _remember_generic(self) -> None:
        """Add whom "the rebels", "government forces" stand for, so that a later "they" may be them."""
        self.named = set()
        for name in self.context.names:
            if name.kind != "context":
                continue
            if (actor := self._by_context(name)) and is_armed_group(actor):
                self.recent.append((name.start, actor))
            elif name.text.lower().endswith(("forces", "troops")) and (home := self._home_forces(name)):
                self.recent.append((name.start, home))
        self.recent.sort()

    def _armies(self) -> Counter:
        """Count how often the article lets each state act: its forces named, or its name before a verb."""
        states = set(_country_names().values()) | {"Syrian government", "Iraqi government"}
        armies = Counter(actor for _, actor in self.recent if actor in states)
        for name in self.context.names:
            if name.kind == "place" and name.entries[0].kind == "country":
                if _ACTS_AS_STATE.match(self.context.text, name.end) and (
                    actor := state_actor(name.entries[0].country)
                ):
                    armies[actor] += 1
            elif name.kind == "context" and (actor := self._home_forces(name)):
                armies[actor] += 1
        return armies

    def _home_forces(self, name: Name) -> str | None:
        """Return the state of "regime forces", "government troops" in a story set there; a bare "the army" is open."""
        if len(name.text.split()) < 2 or name.text.lower().startswith("the "):
            return None
        own = {phrase.actor for phrase in name.entries if phrase.country == self.context.country}
        home = state_actor(self.context.country)
        return home if home in own else None

    def home_state(self, position: int, governs: bool = False) -> str | None:
        """Return whose "the army", "soldiers" with no name are: of the side the sentence names, else of the story.

        The state that acts in the story comes before the country it is set in: in a report of Israeli strikes on
        Lebanon "the military" is Israel's.
        """
        text = self.context.text
        start, _ = sentence_span(self.context, position)
        before = self.context.names_in(start, position)
        if re.search(r"\b(?:its|their)\s+(?:\w+\s+)?$", text[max(0, position - 24) : position], re.I):
            for name in before:
                if name.kind == "place" and name.entries[0].kind == "country":
                    return state_actor(name.entries[0].country)
                if name.kind == "actor":
                    return name.entries[0].name
        for name in reversed(before):
            if name.kind == "demonym" and _SIDE.match(text, name.end):
                return state_actor(name.entries[0])
        for name in before:
            # "French officials said the army had fired", "Israel said the army"
            state = name.kind in ("demonym", "place") and _SPEAKS.match(text, name.end)
            if state and name.kind == "demonym":
                return state_actor(name.entries[0])
            if state and name.entries[0].kind == "country":
                return state_actor(name.entries[0].country)
        home = state_actor(self.context.country)
        if self.armies and not governs:  # the state whose army acts in the story need not govern where it is set
            state, n = self.armies.most_common(1)[0]
            if n >= 2 and n > self.armies.get(home or "", 0):
                return state
        return home

    # -- from spans ------------------------------------------------------------------------------------------------

    def _demonym_actor(self, name: Name) -> str | None:
        tail = self.context.text[name.end : name.end + 48]
        if "." in name.text:
            tail = tail.removeprefix(".")  # "U.S. missile strike"
        if joined := _AND.match(self.context.text, name.end):
            # "French and Malian soldiers": both, and the first named stands for them
            others = self.context.names_in(joined.end(), joined.end() + 40)
            other = others[0] if others and others[0].start == joined.end() else None
            if other is not None and other.kind == "demonym" and self._demonym_actor(other):
                return state_actor(name.entries[0])
        words = re.findall(r"[\w-]+|[.,;:]", tail)[:4]
        for word in words:
            if word in ".,;:" or word.lower() in ("and", "of", "in", "the"):
                return None
            if word.lower() in _FORCE_WORDS:
                return state_actor(name.entries[0])
        return None

    def in_span(self, start: int, end: int, metonyms: bool = False) -> tuple[str, str] | None:
        """Return (canonical name, words) of the first actor named in ``start:end``; capitals too, if told."""
        text = self.context.text
        names = [
            n
            for n in self.context.names_in(start, end)
            if not _BACKED.match(text, n.end) or _LED_ACT.match(text, n.end)  # "the Hamas-led assault"
        ]
        for name in names:
            if name.kind == "actor":
                return self._first_of_joint(name) or name.entries[0].name, name.text
        for name in names:
            if name.kind == "demonym":
                actor = self._demonym_actor(name)
                if actor:
                    return self._first_of_joint(name) or actor, self.context.text[name.start : end].strip()
        for name in names:
            if name.kind == "source" and name.entries[0].actor:
                return name.entries[0].actor, name.text
        for name in names:
            if name.kind == "place":
                place = name.entries[0]
                following = self.context.text[name.end : name.end + 30].lower()
                if place.kind == "country" and (
                    metonyms
                    or _LED_ACT.match(text, name.end)
                    or re.match(
                        r"(?:['’]s?)?\s+(?:\w+\s+){0,1}(?:army|military|forces|troops|government|warplanes|air force|"
                        r"soldiers|police|regime|president)",
                        following,
                    )
                ):
                    return state_actor(place.country) or place.name, name.text
                if metonyms and fold(name.text) in capitals():
                    return state_actor(capitals()[fold(name.text)]) or "", name.text
        for name in names:
            if name.kind == "context" and not _OF_ANOTHER.match(text, name.end) and (actor := self._by_context(name)):
                return actor, name.text
        return None

    def _first_of_joint(self, name: Name) -> str | None:
        """Return the state named before in "French and Malian soldiers", of which the phrase holds the second word."""
        words = name.text.split()
        forces = name.kind == "demonym" or len(words) > 1 and words[-1].lower() in _FORCE_WORDS
        if not forces or self.context.text[name.start - 5 : name.start] != " and ":
            return None
        before = self.context.names_in(max(0, name.start - 40), name.start - 5)
        joint = bool(before) and before[-1].kind == "demonym" and before[-1].end == name.start - 5
        return state_actor(before[-1].entries[0]) if joint else None

    def _by_context(self, name: Name) -> str | None:
        by_country = {phrase.country: phrase.actor for phrase in name.entries}
        noun = name.text.lower().split()[-1]
        if noun in _STATE_FORCES and (home := state_actor(self.context.country)):
            if by_country.get(self.context.country or "") == home:
                return self.home_state(name.start, noun in ("government", "authorities", "police"))
        for country in (*self._countries_beside(name), *self.context.likely_countries):
            if country in by_country:
                return self._as_named(self._if_named(by_country[country], name.text, name.start), name)
        return None

    def _countries_beside(self, name: Name) -> list[str]:
        """Return the countries of the story whose places the sentence names: "Kurdish forces" near Mosul are Iraq's."""
        named = self.context.names_in(*sentence_span(self.context, name.start))
        story = self.context.likely_countries
        beside = {p.country for n in named if n.kind == "place" for p in n.entries[:1] if p.country in story}
        return sorted(beside) if len(beside) == 1 else []

    def _if_named(self, actor: str, words: str, position: int) -> str:
        """Return the party of "the extremists": whom the country suggests if the article names it, else who it names.

        A story on al-Nusra alone does not mean Islamic State by "extremists".
        """
        if actor in self.named or words.lower().split()[-1].rstrip("s") not in _LOOSE or not is_armed_group(actor):
            return actor
        groups = [a for start, a in self.recent if is_armed_group(a) and a != actor]
        before = [a for start, a in self.recent if start < position and is_armed_group(a)]
        return before[-1] if before else groups[0] if groups else actor

    def _as_named(self, actor: str, generic: Name) -> str:
        """Return the party the article itself calls so: "the rebels" of a story on Turkish-backed rebels are those."""
        noun = generic.text.lower().split()[-1].rstrip("s")
        if noun not in ("rebel", "fighter", "militiaman", "separatist", "force", "faction") or actor in self.named:
            return actor
        for name in self.context.names:
            if name.kind == "actor" and name.start < generic.start and noun in name.text.lower():
                if noun == "force" and is_armed_group(actor) != is_armed_group(name.entries[0].name):
                    continue  # "opposition forces" are not the "government forces" named before
                return name.entries[0].name
        return actor

    def by_generic(self, word: str) -> str | None:
        """Resolve a bare word ("rebel", "government", "Kurdish") by the generic nouns of the article's countries."""
        for form in (word.lower(), word.lower() + "s", word.lower() + " forces", word.lower() + " fighters"):
            entries = [e for k, e in gazetteer().get(fold(form), []) if k == "context"]
            by_country = {e.country: e.actor for e in entries}
            for country in self.context.likely_countries:
                if country in by_country:
                    noun = Name(len(self.context.text), len(self.context.text), form.rstrip("s") + "s", "context", ())
                    return self._as_named(by_country[country], noun)
        return None

    def by_modifier(self, head: Token) -> str | None:
        """Return the party that a bare word before the noun names ("rebel shelling", "regime bombs"), or None."""
        for child in children(head, "compound", "amod", "nmod"):
            if child.lower_ in _MODIFIERS:
                found = self.by_generic(child.lower_)
                if found is None and child.lower_ in ("government", "regime", "army"):
                    found = state_actor(self.context.country)
                if found:
                    return found
            if child.lower_ in ("terrorist", "terrorists") and _TERRORISTS.search(self.context.text):
                return UNKNOWN_GROUP  # as the article calls those who did it
        return None

    def actor_of_name(self, name: str) -> str | None:
        """Return the party a claimant's canonical name is or speaks for, or None."""
        if name in _actor_sides():
            return name
        for kind, entry in gazetteer().get(fold(name), []):
            if kind == "source" and entry.actor:
                return entry.actor
            if kind == "actor":
                return entry.name
        return None

    def actor_in_words(self, words: str) -> str | None:
        """Return the party named in a speaker's words ("an LNA colonel"), or None."""
        names = find_names(words)
        for name in names:
            if name.kind == "actor":
                return name.entries[0].name
            if name.kind == "demonym":
                return state_actor(name.entries[0])
        for word in words.lower().split():
            if word in (
                "rebel",
                "rebels",
                "militant",
                "separatist",
                "insurgent",
                "army",
                "military",
                "jihadist",
                "government",
            ) and (found := self.by_generic(word)):
                return found
            if word in ("rebel", "insurgent", "militant", "separatist", "jihadist") and (group := self._main_group()):
                return group  # "rebel spokesman Willy Balagizi": of the group the article is about
        return None

    def _main_group(self) -> str | None:
        """Return the armed group that the article names most often, if it names any by its name."""
        groups = Counter(actor for _, actor in self.recent if actor in self.named and is_armed_group(actor))
        return groups.most_common(1)[0][0] if groups else None

    # -- from the parse ------------------------------------------------------------------------------------------

    def of_phrase(self, parsed: Parsed, head: Token, depth: int = 0, metonyms: bool = True) -> tuple[str, str] | None:
        """Return (canonical name, words as written) for the noun phrase at ``head``, or None if it names no party."""
        if depth > 5:
            return None
        low = head.lower_
        if low in PRONOUNS_GROUP or (low in ("who", "which", "that") and head.dep_ in ("nsubj", "nsubjpass")):
            if low in ("who", "which", "that"):
                if head.head.dep_ in ("relcl",):
                    return self.of_phrase(parsed, head.head.head, depth + 1)
                return None
            return self._pronoun(parsed, head)
        if low in ("he", "she", "i", "we", "you", "him", "her", "us"):
            return None
        if low in _AFFILIATES:
            # "the al-Qaida affiliate known as JNIM"
            for known in (c for c in children(head, "acl") if c.lower_ in ("known", "called", "named")):
                under = (known, *children(known, "prep"))
                for called in (g for p in under for g in children(p, "pobj", "oprd", "dobj")):
                    if named := self.of_phrase(parsed, called, depth + 1, metonyms=False):
                        return named
        left, right = phrase_bounds(parsed, head)
        if found := self.in_span(left, right, metonyms=metonyms):
            if found[0] == UNKNOWN_GROUP and (whose := self._belonging_to(parsed, head, depth)):
                return whose  # "gunmen from the Islamist group al-Shabaab"
            beside = next((c for c in children(head, "appos") if c.i == head.i + 1), head)
            if low in _AFFILIATES:
                right = max(right, parsed.ends[beside.i])
            own = [n for n in self.context.names_in(parsed.starts[head.i], right) if n.kind == "actor"]
            if own and own[-1].entries[0].name != UNKNOWN_GROUP:  # "Hamas-led gunmen" are known
                return own[-1].entries[0].name, own[-1].text  # "the al-Qaeda affiliate JNIM"
            return found
        if nation := self._nation(head, left, right):
            return nation, self.context.text[left:right]
        for name in self.context.names_in(parsed.start, right):
            if name.kind == "actor" and name.start < left and name.end == right:
                return name.entries[0].name, name.text  # the parse cut the name in two
        for prep in children(head, "prep"):
            if prep.lower_ in ("of", "from", "with", "by", "in") and prep.i - head.i <= 3:
                for inner in children(prep, "pobj"):
                    if prep.lower_ == "in" and not (person_noun(low) or low in _FORCE_WORDS):
                        continue
                    if prep.lower_ == "in":
                        continue
                    if found := self.of_phrase(parsed, inner, depth + 1, metonyms=False):
                        return found
        for poss in children(head, "poss"):
            if poss.lower_ in ("its", "their") and (found := self._pronoun(parsed, poss)):
                return found
        for child in children(head, "appos", "acl"):
            if child.dep_ == "appos" and (found := self.of_phrase(parsed, child, depth + 1, metonyms=False)):
                return found
        if depth <= 1 and (described := _described(head)) is not None:
            if found := self.of_phrase(parsed, described, depth + 1, metonyms):
                return found  # "the RSF, one of two forces that …", "the ADF, a group that …"
        text = self.context.text[left:right].lower()
        if low == "force" and text.endswith("air force") and (state := self.home_state(left)):
            return state, self.context.text[left:right]
        if low == "forces" and re.search(r"\b(?:defen[cs]e|armed|federal) forces$", text):
            if state := self.home_state(left):
                return state, self.context.text[left:right]
        if (
            low in _GROUP_NOUNS
            and re.match(r"(?:the|this|that|both)\b", text)
            and (group := self._last_group(left, low))
        ):
            return group, self.context.text[left:right]
        if low in _STATE_FORCES and not any(n.kind in ("place", "demonym") for n in self.context.names_in(left, right)):
            if state := self.home_state(left, low in ("government", "authorities", "police")):
                return state, self.context.text[left:right]
        if low in ("terrorists", "terrorist") or _UNKNOWN_ARMED.search(text):
            return self._so_called(head, left) or UNKNOWN_GROUP, self.context.text[left:right]
        return None

    def _nation(self, head: Token, left: int, right: int) -> str | None:
        """Return the state of "the Russians" that hold a town or attack one; those who flee or march are people."""
        names = self.context.names_in(left, right)
        if len(names) != 1 or names[0].kind != "demonym" or head.head.lower_ in _OF_A_PEOPLE:
            return None
        bare = self.context.text[left : names[0].start].lower() == "the " and names[0].end == right
        return state_actor(names[0].entries[0]) if bare else None

    def _so_called(self, head: Token, position: int) -> str | None:
        """Return the group that "the terrorists" are: the armed group named last, close by ("ISIL terrorists …")."""
        if head.lower_ not in _CALLED or any(c.lower_ in _NOBODY_KNOWN for c in head.children):
            return None
        near = [a for start, a in self.recent if position - _NEAR < start < position and is_armed_group(a)]
        return near[-1] if near else None

    def _belonging_to(self, parsed: Parsed, head: Token, depth: int) -> tuple[str, str] | None:
        """Return the group that "gunmen from …", "fighters belonging to …" are of, if it is named."""
        ties = [p for p in children(head, "prep") if p.lower_ in ("of", "from")]
        for act in children(head, "acl", "amod"):
            if act.lower_ in ("belonging", "affiliated", "linked", "loyal", "allied"):
                ties += [p for p in children(act, "prep") if p.lower_ in ("to", "with")]
        for inner in (o for p in ties for o in children(p, "pobj")):
            for noun in (*children(inner, "appos"), inner):
                found = self.of_phrase(parsed, noun, depth + 1, metonyms=False)
                if found and found[0] not in (UNKNOWN_GROUP, CIVILIANS) and is_armed_group(found[0]):
                    return found
        return None

    def _last_group(self, position: int, noun: str) -> str | None:
        state_noun = noun in ("troops", "force", "forces")
        for start, actor in reversed(self.recent):
            if start < position and (state_noun or is_armed_group(actor)):
                return actor
        return None

    def _pronoun(self, parsed: Parsed, head: Token) -> tuple[str, str] | None:
        """Return whom "it", "they", "its" stand for: the subject before it, else the last named party."""
        position = parsed.starts[head.i]
        text = self.context.text[position : parsed.ends[head.i]]
        best = None
        for token in parsed.doc[: head.i]:
            if (
                token.dep_ in ("nsubj", "nsubjpass")
                and token.lower_ not in PRONOUNS_GROUP
                and token.tag_ in ("NN", "NNS", "NNP", "NNPS")
            ):
                left, right = phrase_bounds(parsed, token)
                if found := self.in_span(left, right, metonyms=True):
                    best = found[0]
                elif spoken := self._spoken_for(parsed, token):
                    best = spoken
                elif token.lower_ in _GROUP_NOUNS and (group := self._last_group(left, token.lower_)):
                    best = group
        if best:
            return best, text
        earlier = [(start, actor) for start, actor in self.recent if start < position]
        if head.lower_ in ("they", "them", "their"):
            earlier = [(start, actor) for start, actor in earlier if actor not in helpers()] or earlier
        if not earlier:
            return None
        start, _ = sentence_span(self.context, position)
        if earlier[-1][0] < start:
            # nobody named in this sentence: whom the one before began with
            opened, _ = sentence_span(self.context, earlier[-1][0])
            return next(actor for at, actor in earlier if at >= opened), text
        return earlier[-1][1], text

    def _spoken_for(self, parsed: Parsed, head: Token) -> str | None:
        """Return the body of "a spokesman for the coalition"."""
        for prep in children(head, "prep"):
            if prep.lower_ in ("for", "of"):
                for inner in children(prep, "pobj"):
                    if found := self.in_span(*phrase_bounds(parsed, inner), metonyms=True):
                        return found[0]
        return None

    def victim(self, parsed: Parsed, nouns: list[Token], victim_class: str) -> str | None:
        """Return the party the victims belonged to, None for civilians and for people not said to belong to any."""
        for noun in nouns:
            left, right = phrase_bounds(parsed, noun)
            found = self.in_span(left, right)
            if found is None:
                for prep in children(noun, "prep"):
                    if prep.lower_ in ("of", "from"):
                        for inner in (g for g in children(prep, "pobj") if g.lower_ not in ("them", "whom", "those")):
                            found = found or self.of_phrase(parsed, inner, metonyms=False)
            if found is None and any(c.dep_ in ("amod", "acl", "relcl") for c in noun.children):
                loyal = next(
                    (
                        c
                        for c in noun.children
                        if c.lower_ in ("loyal", "allied", "affiliated", "fighting", "belonging")
                    ),
                    None,
                )
                if loyal is not None:
                    found = self.in_span(parsed.starts[loyal.i], parsed.ends[loyal.right_edge.i], metonyms=True)
            if found is None:
                # "men loyal to President Assad": the name begins where the noun ends
                behind = self.context.names_in(right, min(right + 60, parsed.end))
                loyal_to = next((n for n in behind if n.kind == "actor" and n.start - right <= 2), None)
                found = (loyal_to.entries[0].name, loyal_to.text) if loyal_to is not None else None
            if found is None and victim_class == "combatant" and (party := self.by_modifier(noun)):
                found = party, noun.text  # "129 regime loyalists"
            if found is None and victim_class == "combatant" and (group := self._so_called(noun, left)):
                found = group, noun.text
            if found and found[0] not in (CIVILIANS, UNKNOWN_GROUP):
                return found[0] if victim_class in ("combatant", "mixed", "unknown") else None
        return None


def _described(head: Token) -> Token | None:
    """Return the noun that a noun beside it describes: the RSF of "the RSF, a militia that …", "one of the forces"."""
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lower_ == "one":
        head = head.head.head
    return head.head if head.dep_ == "appos" else None


def phrase_bounds(parsed: Parsed, head: Token) -> tuple[int, int]:
    """Return the offsets of the noun phrase up to its head: determiners, adjectives and names before it, itself."""
    left = head.i
    for child in head.children:
        if child.i < head.i and child.dep_ in (
            "det",
            "amod",
            "compound",
            "nummod",
            "poss",
            "nmod",
            "quantmod",
            "case",
            "punct",
            "advmod",
            "npadvmod",
            "predet",
            "conj",
            "cc",
        ):
            left = min(left, child.left_edge.i)
    return parsed.starts[left], parsed.ends[head.i]


def is_civilian_target(text: str) -> bool:
    """Tell whether a phrase names civilians or what is theirs (homes, a market, a hospital)."""
    return any(singular(w) in _CIVILIAN_WORDS or w in _CIVILIAN_WORDS for w in re.findall(r"[a-z]+", text.lower()))
