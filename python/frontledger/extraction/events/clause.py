"""One parsed sentence and the questions that every frame asks of it: who, to whom, where, of what kind."""

from __future__ import annotations

import re

from frontledger.extraction.actors import (
    CIVILIANS,
    ActorResolver,
    is_armed_group,
    is_civilian_target,
    phrase_bounds,
    state_actor,
)
from frontledger.extraction.attribution import Attribution
from frontledger.extraction.context import Context
from frontledger.extraction.events.mention import EventMention, Trigger, event_triggers
from frontledger.extraction.lexicon import person_noun, shaped_like_person
from frontledger.extraction.places import PlaceFinder, PlaceMention
from frontledger.extraction.setting import YEARS_OF_WAR, Setting
from frontledger.extraction.speakers import COUNTS
from frontledger.extraction.syntax import BLAMING, asked, children, is_passive, is_verb, subjects, unreal_reason
from frontledger.text.parse import Parsed
from frontledger.text.words import Token

_PLACE_NOUNS = frozenset(
    "town towns city cities village villages district districts neighborhood neighborhoods neighbourhood "
    "neighbourhoods area areas territory territories base bases airport airbase airfield hill hills hilltop hilltops "
    "checkpoint checkpoints crossing crossings position positions ground province capital stronghold strongholds camp "
    "camps barracks outpost outposts headquarters bridge road highway suburb suburbs enclave center centre "
    "control quarter quarters complex facility plant refinery dam field fields palace compound region land station "
    "island settlement settlements post posts swathes parts swaths chunks citadel half border villages building "
    "buildings front bank outskirts edge gates entrance crossroads ridge ridges heights pass junction "
    "oilfield oilfields site sites perimeter countryside roads hospital university port ports harbour harbor "
    "airstrip airports compounds prison stadium square market hamlet hamlets valley plain "
    "capitals peninsula county governorate canton zone corridor streets roundabout intersection factory "
    "factories farms silos tower warehouse warehouses depot depots fortress fort forts garrison bastion "
    "trenches".split()
)
_PERSON = re.compile(r"\b[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|al-[A-Z][\w’'-]+|bin|abu)){1,3}\b")
_STATE_POST = re.compile(r"\b(?:air ?bases?|army|military|police|barracks|garrisons?|naval)\b", re.I)
_HARMING = frozenset(
    "killed kill killing wounded wounding injured injuring shot kidnapped kidnapping abducted abducting seized "
    "captured arrested arresting detained detaining".split()
)
_OUSTING = frozenset(
    "oust uproot expel dislodge evict drive push flush root crush defeat eliminate eradicate destroy fight "
    "ousting uprooting expelling dislodging evicting driving crushing defeating".split()
)
_FLEEING = frozenset("fled flee fleeing withdrew withdraw retreated retreat retreating crumbled left".split())
_SUPPORTING = frozenset(
    "providing provided provides backing backed supporting supported helping helped assisting assisted aiding aided "
    "intervened intervening responded responding retaliated retaliating replied joined joining pounded pounding".split()
)
_ONTO = frozenset("on at into against upon".split())
_HOMES = re.compile(
    r"\b(?:residential|homes?|houses?|neighbou?rhoods?|apartments?|hospitals?|schools?|markets?|bakery|bakeries|"
    r"mosques?|church(?:es)?|(?:refugee|displacement) camps?)\b",
    re.I,
)
_RUNS = frozenset("nights days weeks months series wave waves spate string hours".split())
_FIGHTING = frozenset("fighting clashes clash battle battles combat gunbattle gunbattles skirmishes".split())
_WEAPONS = frozenset(
    "troops forces artillery planes jets aircraft warplanes helicopters strikes airstrikes raids shelling bombardment "
    "fire ships warships drones tanks missiles rockets".split()
)
_HABITS = frozenset("regularly often routinely frequently usually sometimes repeatedly typically commonly".split())


_PEOPLE = r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?"
_COMMUNAL = (
    r"(?:(?:ethnic |armed |rival |youth )*(?:tribes?|tribes(?:men|people)|clans?|sub-?clans?|communit(?:y|ies)|"
    r"groups?|herders?|herds(?:men|people)|"
    r"farmers?|pastoralists?|militias?|militiamen|villagers?|confraternit(?:y|ies)|gangs?|sects?|factions?|peoples?|"
    r"youths?|fighters|ethnic group|cult|cultists))"
)
_COMMUNITIES = re.compile(
    r"\bbetween (?:(?:members|youths|supporters) of )?(?:the )?(?:rival |two )?"
    rf"(?:(?P<one>{_PEOPLE})(?: (?P<one_kind>{_COMMUNAL}))?(?: ?(?:--|[–—]|,)[^.]{{0,90}}?(?:--|[–—]|,))?,? and "
    rf"(?:(?:members|youths|supporters) of )?(?:the )?(?P<other>{_PEOPLE})(?: (?P<kind>{_COMMUNAL})\b)?)"
    r"|\bbetween (?:the )?(?P<faiths>(?:Christians|Muslims|Hindus|Buddhists|Sunnis|Shi['’]?ites|Alawites|Druze) and "
    r"(?:Christians|Muslims|Hindus|Buddhists|Sunnis|Shi['’]?ites|Alawites|Druze))\b"
)


WHOLES = frozenset(
    "all most half whole part parts rest entirety third quarter east west north south centre center heart bulk "
    "outskirts "
    "suburbs edge swathes stretches".split()
)


class Clause:
    """A parsed sentence with what the article knows around it."""

    def __init__(self, parsed, context, actors, attribution, places, setting) -> None:
        self.parsed: Parsed = parsed
        self.doc = parsed.doc
        self.context: Context = context
        self.actors: ActorResolver = actors
        self.attribution: Attribution = attribution
        self.places: PlaceFinder = places
        self.setting: Setting = setting
        self.found: list[EventMention] = []
        self.lone_toll = False  # the last verb only counts dead fighters: an event only where no other is told

    def text(self, start: int, end: int) -> str:
        return self.context.text[start:end]

    def subtree_text(self, token: Token) -> str:
        left, right = self.parsed.starts[token.left_edge.i], self.parsed.ends[token.right_edge.i]
        return self.context.text[left:right]

    def phrase(self, token: Token) -> str:
        left, right = phrase_bounds(self.parsed, token)
        return self.context.text[left:right]

    def objects(self, verb: Token, last: Token) -> list[Token]:
        found = children(verb, "dobj", "obj")
        if verb.dep_ == "relcl" and verb.head.i < verb.i and not is_passive(verb):
            gap = not found or all(o.lower_ in ("which", "that", "whom") for o in found)
            others = (c for c in children(verb, "nsubj") if c.lower_ not in ("who", "which", "that"))
            if gap and any(all(o.lower_ != "whose" for o in children(c, "poss")) for c in others):
                return [verb.head]  # "the city it overran", but not "a captain whose brigade withdrew"
        if not found:
            # "attacked fleeing families", the participle taken for a verb of its own
            led = (c for c in children(verb, "xcomp") if c.tag_ == "VBG" and c.i == verb.i + 1)
            found = [o for c in led for o in children(c, "dobj") if o.i == c.i + 1]
        if not found and last.i != verb.i:
            found = children(last, "dobj", "pobj")
        if not found and verb.dep_ == "conj" and is_verb(verb.head):
            return []
        return found

    def actor_of(self, token: Token | None) -> str | None:
        if token is None:
            return None
        found = self.actors.of_phrase(self.parsed, token)
        if found:
            return found[0] or None
        ours = token.lower_ in ("we", "us", "our") or any(
            c.dep_ == "poss" and c.lower_ in ("his", "her", "our") for c in token.children
        )
        if ours and not self.civilian(token) and (speaker := self.attribution.of(self.parsed, token)):
            return self.attribution.party_of(speaker)
        for joined in children(token, "conj"):
            if not is_verb(joined) and (found := self.actors.of_phrase(self.parsed, joined)):
                return found[0] or None
        return CIVILIANS if self.civilian(token) else None

    def civilian(self, token: Token) -> bool:
        known = person_noun(token.text)
        if known and known[0] == "civilian":
            return True
        if token.lower_ in ("people", "passengers", "person"):
            return True
        return is_civilian_target(self.phrase(token))

    def whom_of(self, target: Token) -> str | None:
        """Return the party of people taken; people of no party that the text calls fighters are civilians."""
        known = person_noun(target.text)
        people = known is not None or self._counted(target) or shaped_like_person(target.text)
        fighters = known is not None and known[0] == "combatant"
        return self.actor_of(target) or (CIVILIANS if people and not fighters else None)

    def verb_parties(self, verb: Token) -> tuple[str | None, str | None]:
        """Return (who did it, to whom) by the verb's own frame: subject, object, agent, "against", "with"."""
        passive = is_passive(verb)
        agent = None
        for by in (c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")):
            for inner in children(by, "pobj"):
                agent = agent or self.actor_of(inner)
        subject = next(iter(subjects(verb)), None)
        if passive:
            return agent, self.actor_of(subject)
        actor1 = self.actor_of(subject)
        if actor1 == CIVILIANS:
            actor1 = None
        actor2 = None
        for target in children(verb, "dobj"):
            actor2 = actor2 or self.actor_of(target)
        for prep in children(verb, "prep", "prt"):
            if prep.lower_ in ("against", "with", "from", "on", "at"):
                for inner in children(prep, "pobj"):
                    if prep.lower_ == "with" and inner.lower_ in ("support", "backing", "help", "cover", "aid"):
                        continue
                    actor2 = actor2 or self.actor_of(inner)
        if subject is not None and actor2 is None:
            for joined in children(subject, "conj"):
                other = self.actor_of(joined)
                if (
                    other
                    and other != actor1
                    and verb.lower_.startswith(
                        (
                            "clash",
                            "fought",
                            "fight",
                            "battl",
                            "exchang",
                            "trad",
                            "met",
                            "agree",
                            "sign",
                            "negotiat",
                            "skirmish",
                        )
                    )
                ):
                    actor2 = other
        return actor1, actor2

    def place_in(self, token: Token | None) -> PlaceMention | None:
        """Return the place named in the phrase at the token, or what "the city", "it" there stands for."""
        if token is None:
            return None
        left, right = self.parsed.starts[token.left_edge.i], self.parsed.ends[token.right_edge.i]
        right = min(right, self.parsed.ends[token.i] + 140)
        named = list(self.places.between(left, right))
        named = [
            m
            for m in named
            if not re.match(
                r"['’]s?\s+(?:forces|army|troops|military|government|fighters)", self.context.text[m.end : m.end + 16]
            )
        ]
        if named:
            specific = [m for m in named if m.kind != "country"]
            return (specific or named)[0]
        if any(c.lower_ in ("a", "an") for c in children(token, "det")):
            return None  # "hit a crowded market": none told before
        if token.lower_ in ("it", "them") or token.lower_ in _PLACE_NOUNS:
            return self.setting.place_before(self.parsed.starts[token.i])
        return None

    def is_place_object(self, token: Token | None) -> bool:
        if token is None:
            return False
        if token.lower_ in _PLACE_NOUNS:
            return True
        mark = self.parsed.marks[token.i]
        if mark is not None and mark.kind == "place":
            return True
        left, right = phrase_bounds(self.parsed, token)
        if any(m.end >= right - 1 for m in self.places.between(left, right + 1)):
            return True
        return token.tag_ in ("NNP", "NNPS") and any(
            m.start <= self.parsed.starts[token.i] < m.end for m in self.places.mentions
        )

    def whole_of(self, part: Token) -> Token | None:
        """Return the place of "all of Buthidaung", "much of the old part of the town", or None."""
        for _ in range(3):
            of = [g for p in children(part, "prep") if p.lower_ == "of" for g in children(p, "pobj")]
            if (place := next((g for g in of if self.is_place_object(g)), None)) is not None:
                return place
            part = next((g for g in of if g.lower_ in WHOLES), part)
        return None

    def _agent(self, verb: Token) -> str | None:
        for by in (c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")):
            for inner in (g for g in children(by, "pobj") if g.lower_ not in COUNTS):
                if actor := self.actor_of(inner) or self.actors.by_modifier(inner):
                    return actor
        return None

    def _from_whom(self, token: Token) -> str | None:
        for prep in children(token, "prep"):
            if prep.lower_ in ("from", "against"):
                for inner in children(prep, "pobj"):
                    if (actor := self.actor_of(inner)) and actor != CIVILIANS:
                        return actor
        return None

    def _fought_for_it(self, verb: Token) -> str | None:
        """Return against whom a capture was won: "took the town after three weeks of fighting with the army"."""
        for prep in children(verb, "prep"):
            if prep.lower_ not in ("after", "following"):
                continue
            for noun in children(prep, "pobj"):
                spells = [g for p in children(noun, "prep") if p.lower_ == "of" for g in children(p, "pobj")]
                for fight in (noun, *(spells if noun.lower_ in _RUNS else ())):
                    for against in self._fought_with(fight):
                        party = next((a for g in children(against, "pobj") if (a := self.actor_of(g))), None)
                        if party != CIVILIANS:
                            return party
        return None

    def _civilian_toll(self) -> bool:
        """Tell whether the dead that the sentence counts are all civilians ("10 civilians were killed when …")."""
        dead = []
        for verb in (t for t in self.doc if t.lower_ in ("killed", "killing", "kill", "massacred", "dead")):
            if is_verb(verb):
                dead += subjects(verb) if is_passive(verb) else children(verb, "dobj")
        classes = {(person_noun(t.text) or ("unknown",))[0] for t in dead}
        return classes == {"civilian"}

    def _agent_text(self, verb: Token) -> str:
        return " ".join(
            self.phrase(g)
            for c in verb.children
            if c.dep_ == "agent" or c.lower_ in ("by", "with")
            for g in children(c, "pobj")
        )

    def _attack_parties(self, verb, subject, target, passive) -> tuple[str | None, str | None]:
        if passive:
            return self._agent(verb), self.actor_of(target)
        actor1 = self.actor_of(subject)
        actor2 = self.actor_of(target)
        if actor2 is None and target is not None and actor1 is not None and is_armed_group(actor1):
            at = self.phrase(target)
            if _STATE_POST.search(at):
                actor2 = self.actors.home_state(self.parsed.starts[target.i])  # "militants attacked an air base"
        return (None if actor1 == CIVILIANS else actor1), actor2

    def _victim_side(self, verb: Token) -> str | None:
        for child in verb.subtree:
            if child.lower_ in ("killing", "wounding", "killed", "wounded", "injuring", "targeting", "hitting"):
                for o in children(child, "dobj"):
                    if actor := self.actor_of(o):
                        return actor
        return None

    def _specific_noun(self, words: str) -> bool:
        """Tell whether the words hold a noun that is a trigger of its own ("rocket attack", "landmine")."""
        low = words.lower().split()
        table = event_triggers()
        return any(
            tuple(low[i : i + n]) in table and any(t.pos == "noun" for t in table[tuple(low[i : i + n])])
            for i in range(len(low))
            for n in (1, 2, 3)
        )

    def _is_toll(self, verb: Token, victim: Token) -> bool:
        """Tell whether a passive with no agent only counts the dead of a longer time or of a fight told elsewhere."""
        perfect = any(c.lower_ in ("has", "have", "had") for c in children(verb, "aux"))
        amount = next(
            (m.ref for m in (self.parsed.marks[t.i] for t in victim.subtree) if m and m.kind == "quantity"), None
        )
        many = amount is not None and (amount.value or 0) >= 1000
        if many or perfect and re.search(r"\b(?:since then|so far|to date|in total|altogether)\b", self.doc.text, re.I):
            return True
        when = self.setting.when(self.parsed, verb, inherit=False)
        return bool(when.precision == "open" or when.first and when.last and (when.last - when.first).days > 10)

    def _specific_violence_near(self, verb: Token, whole: bool = False) -> bool:
        """Tell whether the clause names the means itself (a bomb, clashes), whose own trigger tells the event.

        A passive with no agent only counts the dead of what the ``whole`` sentence tells.
        """
        if any(
            m.trigger != verb.i
            and abs(m.trigger - verb.i) < 30
            and m.type
            in ("air_strike", "shelling", "suicide_bombing", "bombing", "chemical_attack", "execution", "abduction")
            for m in self.found
        ):
            return True
        near = self.doc if whole else self._own_clause(verb)
        text = " ".join(t.text for t in near if t.i != verb.i)  # "massacred" is no massacre told besides
        return bool(
            re.search(
                r"\b(?:air ?strikes?|air raids?|shelling|car bomb\w*|suicide (?:bomb\w*|attack\w*)|roadside bomb\w*|"
                r"bombings?|bomb|blast|explosions?|rocket\w*|missiles?|mortars?|landmines?|mines?|drone strikes?|"
                r"clashes|fighting|battles?|gunbattle|firefight|"
                r"executed|beheaded|execution|crossfire|ambush\w*|massacre\w*|shootout|attacks?|raids?|assault|"
                r"offensive|counterattack|bombardment|protests?|shooting|drones?|warplanes?|fighter jets?|gunships?)\b",
                text,
                re.I,
            )
        )

    def _words_before(self, verb: Token) -> str:
        """Return up to eight words before a verb, back to the next comma: its subject, however it was parsed."""
        words: list[str] = []
        for i in range(verb.i - 1, max(-1, verb.i - 9), -1):
            token = self.doc[i]
            if token.text in (",", ";", ":", "--") or token.lower_ in ("said", "says", "that", "after", "when"):
                break
            words.append(token.text)
        return " ".join(reversed(words))

    def _own_clause(self, verb: Token) -> list[Token]:
        """Return the words under a verb that belong to its own clause, in order."""
        found, waiting = [], [verb]
        while waiting:
            token = waiting.pop()
            found.append(token)
            waiting += [
                c
                for c in token.children
                if c.dep_ not in ("advcl", "relcl", "ccomp", "parataxis", "acl")
                and not (c.dep_ == "conj" and is_verb(c))
            ]
        return sorted(found, key=lambda t: t.i)

    def _counted(self, token: Token) -> bool:
        mark = self.parsed.marks[token.i]
        return (mark is not None and mark.kind == "quantity") or any(
            self.parsed.kind_at(c.i) == "quantity" for c in token.children
        )

    def _is_named_person(self, token: Token) -> bool:
        mark = self.parsed.marks[token.i]
        if mark is not None:
            described = any(person_noun(c.text) for c in token.children if c.dep_ == "appos")
            return mark.kind == "person" or (mark.kind == "place" and described)
        return (
            token.tag_ == "NNP"
            and token.text[:1].isupper()
            and not self.is_place_object(token)
            and not person_noun(token.text)
            and self.actors.of_phrase(self.parsed, token) is None
        )

    def _person_name(self, token: Token) -> str:
        mark = self.parsed.marks[token.i]
        if mark is not None:
            return self.text(mark.start, mark.end)
        first = token.i
        while (
            first > 0
            and self.doc[first - 1].tag_ in ("NNP", "NNPS")
            and self.doc[first - 1].text[:1].isupper()
            and self.parsed.kind_at(first - 1) in (None, "place")
        ):
            first -= 1
        return " ".join(self.text(self.parsed.starts[first], self.parsed.ends[token.i]).split())

    def _name_within(self, token: Token) -> str | None:
        """Return the person's name in a phrase: "the director of the silo, engineer Khaled al-Masri"."""
        left, right = self.parsed.starts[token.left_edge.i], self.parsed.ends[token.right_edge.i]
        match = _PERSON.search(self.context.text, left, min(right, left + 120))
        taken = match is not None and any(n.kind != "place" for n in self.context.names_in(match.start(), match.end()))
        return None if match is None or taken else match.group()

    def _between_parties(self, noun: Token) -> tuple[str | None, str | None] | None:
        for prep in children(noun, "prep"):
            if prep.lower_ in ("between", "with", "among"):
                for inner in children(prep, "pobj"):
                    first = self.actor_of(inner)
                    second = next((a for a in (self.actor_of(c) for c in children(inner, "conj")) if a), None)
                    if first or second:
                        return (first, second) if prep.lower_ == "between" else (None, first)
        verb = noun.head
        if noun.dep_ in ("nsubj", "nsubjpass") and is_verb(verb):
            # "clashes erupted between the army and the rebels"
            for inner in (g for p in children(verb, "prep") if p.lower_ == "between" for g in children(p, "pobj")):
                first = self.actor_of(inner)
                second = next((a for a in (self.actor_of(c) for c in children(inner, "conj")) if a), None)
                if first or second:
                    return first, second
        return self._communities(noun)

    def _communities(self, noun: Token) -> tuple[str, str] | None:
        """Return the communities that "clashes between the Rizeigat and Misseriya tribes" names, by their own names."""
        start = self.parsed.ends[noun.i]
        match = _COMMUNITIES.search(self.context.text, start, min(self.parsed.end, start + 160))
        if match is None or not (match["kind"] or match["one_kind"] or match["faiths"]):
            return None
        one, other = match["faiths"].split(" and ") if match["faiths"] else (match["one"], match["other"])
        known = self.context.names_in(match.start(), match.end())
        if any(n.kind in ("place", "actor", "source", "voice") for n in known):
            return None
        return one, other

    def _owner(self, head: Token) -> str | None:
        """Return whose attack, offensive or siege it is: the words before the noun, "by …", or who launched it."""
        left, right = phrase_bounds(self.parsed, head)
        found = self.actors.in_span(left, right)
        if found is None:
            demonym = next((n for n in self.context.names_in(left, right) if n.kind == "demonym"), None)
            if demonym is not None:
                found = (state_actor(demonym.entries[0]) or "", "")
        if found is None and (party := self.actors.by_modifier(head)):
            found = (party, head.text)
        if found is None:
            for poss in children(head, "poss", "nmod"):
                if poss.lower_ in ("its", "their", "his"):
                    found = self.actors.of_phrase(self.parsed, poss)
                else:
                    found = found or self.actors.of_phrase(self.parsed, poss)
        if found is None:
            for child in head.children:
                if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
                    for inner in children(child, "pobj"):
                        found = found or self.actors.of_phrase(self.parsed, inner)
                elif child.dep_ == "acl":
                    ways = (child, *children(child, "xcomp"))  # "believed to be committed by the army"
                    if found is None and (party := next((a for v in ways if (a := self._agent(v))), None)):
                        found = (party, child.text)
                    if found is None and child.lower_ in ("attributed", "blamed", "ascribed"):
                        for inner in (g for p in children(child, "prep") for g in children(p, "pobj")):
                            found = found or self.actors.of_phrase(self.parsed, inner)
        if found is None and (party := self._joint_owner(head)):
            found = (party, head.text)
        if found is None and head.dep_ in ("nsubj", "nsubjpass") and (party := self._agent(head.head)):
            found = (party, head.head.text)  # "barrel bombs dropped by government helicopters"
        if found is None and head.dep_ == "dobj" and is_verb(head.head):
            subject = next(iter(subjects(head.head)), None)
            if head.head.lower_ in (
                "launched launch launching conducted carried carry conducting staged stage mounted waged waging made "
                "began started continued committed perpetrated resumed intensified executed "
                "stepped maintained unleashed used using staging triggered carrying rammed drove detonated planted "
                "threw hurled laid sent sending dropped fired".split()
            ):
                actor = self.actor_of(subject)
                return actor if actor != CIVILIANS else None
        if found is None and head.dep_ == "pcomp" and head.head.head.lower_ in BLAMING:
            return next((a for a in (self.actor_of(o) for o in children(head.head.head, "dobj")) if a), None)
        if found is None and head.tag_ == "VBG" and head.head.lower_ in ("after", "before") and is_verb(head.head.head):
            actor = self.actor_of(next(iter(subjects(head.head.head)), None))
            return actor if actor != CIVILIANS else None  # "captured the town after shelling it"
        whole = head
        if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lower_ in _RUNS:
            whole = head.head.head  # "three nights of raids"
        if found is None and whole.dep_ == "pobj" and whole.head.dep_ == "prep" and is_verb(whole.head.head):
            verb, word = whole.head.head, whole.head.lower_
            if verb.lower_ in BLAMING and word in ("for", "of", "over"):
                return next((a for a in (self.actor_of(o) for o in children(verb, "dobj")) if a), None)
            if word == "with" and verb.lower_ in _SUPPORTING and not is_passive(verb):
                actor = self.actor_of(next(iter(subjects(verb)), None))
                return actor if actor != CIVILIANS else None  # "is backing the offensive with air strikes"
            # "took the town after weeks of fighting with the army", "killed three fishermen in a raid on the village"
            fought = word in ("after", "following", "amid") and bool(self._fought_with(head))
            if (fought or word in ("in", "during") and verb.lower_ in _HARMING) and not is_passive(verb):
                actor = self.actor_of(next(iter(subjects(verb)), None))
                return actor if actor != CIVILIANS else None
        return (found[0] or None) if found else None

    @staticmethod
    def _fought_with(noun: Token) -> list[Token]:
        """Return what tells with whom a noun of fighting was fought: "with" of "clashes with the army"."""
        if noun.lower_ not in _FIGHTING:
            return []
        return [p for p in children(noun, "prep") if p.lower_ in ("with", "against")]

    def _joint_owner(self, head: Token) -> str | None:
        """Return whose one of several joined is: "regime shelling and air strikes", "raids and fire by the army"."""
        first = head
        while first.dep_ == "conj" and not is_verb(first.head):
            first = first.head
        if first.i != head.i and not any(c.dep_ == "det" for c in head.children):
            if party := self.actors.by_modifier(first):
                return party
            if first.lower_ in _WEAPONS and (named := self.actors.in_span(*phrase_bounds(self.parsed, first))):
                return named[0] or None  # "with Turkish ground troops, artillery and air strikes"
        for noun in (first, *children(first, "conj"), *children(head, "conj")):
            if noun.i == head.i or is_verb(noun):
                continue
            for child in (c for c in noun.children if c.i > head.i):
                if child.dep_ in ("prep", "agent") and child.lower_ == "by":
                    for inner in children(child, "pobj"):
                        if named := self.actors.of_phrase(self.parsed, inner):
                            return named[0] or None
                elif child.dep_ == "acl" and (party := self._agent(child)):
                    return party  # "abductions and executions carried out by …"
        return None

    def _against(self, head: Token) -> str | None:
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in ("against", "on", "with", "at", "of"):
                for inner in children(child, "pobj"):
                    if child.lower_ == "of" and not person_noun(inner.text):
                        for whose in (p for p in children(inner, "poss") if p.lower_ in ("their", "its")):
                            if actor := self.actor_of(whose):
                                return actor  # "the shelling of their positions"
                        continue
                    if actor := self.actor_of(inner):
                        return actor
            elif child.dep_ == "acl" and child.lower_ in ("targeting", "hitting", "against"):
                for inner in children(child, "dobj"):
                    if actor := self.actor_of(inner):
                        return actor
        return self._to_be_ousted(head) or self._driven_off(head)

    def _to_be_ousted(self, head: Token) -> str | None:
        """Return against whom "an offensive to uproot the rebels", "a campaign aimed at crushing them" is."""
        above = (head.head,) if head.dep_ == "dobj" and is_verb(head.head) else ()
        for aim in (g for t in (head, *above) for g in children(t, "acl", "relcl", "advcl", "xcomp")):
            for verb in (aim, *(g for p in children(aim, "prep") for g in children(p, "pcomp"))):
                if verb.lower_ in _OUSTING and verb.i > head.i:
                    found = next((a for a in (self.actor_of(o) for o in children(verb, "dobj")) if a), None)
                    if found and found != CIVILIANS:
                        return found
        return None

    def _driven_off(self, head: Token) -> str | None:
        """Return who "fled in the face of artillery fire and air strikes"."""
        first = head
        while first.dep_ == "conj" and not is_verb(first.head):
            first = first.head
        if first.dep_ != "pobj" or first.head.lower_ not in ("of", "under", "from", "amid", "before"):
            return None
        above = first.head.head
        if above.lower_ == "face" and above.dep_ == "pobj":
            above = above.head.head
        if not is_verb(above) or above.lower_ not in _FLEEING:
            return None
        actor = self.actor_of(next(iter(subjects(above)), None))
        return actor if actor != CIVILIANS else None

    def _homes_hit(self, act: Token, target: Token | None = None) -> str | None:
        """Return Civilians for what is fired on homes: "rockets on the neighbourhoods it besieged", or None."""
        hit = [target] if target is not None else []
        fired = children(act, "dobj")
        parts = (p for t in (act, *fired) for p in children(t, "prep") if p.lower_ == "of")
        fired += [g for p in parts for g in children(p, "pobj")]
        for noun in (act, *fired):
            hit += [g for p in children(noun, "prep") if p.lower_ in _ONTO for g in children(p, "pobj")]
        return CIVILIANS if any(_HOMES.search(self.phrase(t)) for t in hit) else None

    def _victims_of(self, head: Token) -> str | None:
        """Return the side of those killed or wounded by the noun: its verb's object, or the clause around it."""
        verb = head
        for _ in range(4):
            if is_verb(verb):
                break
            verb = verb.head
        if not is_verb(verb):
            return None
        targets = []
        for candidate in [
            verb,
            *(c for c in verb.children if c.dep_ in ("advcl", "conj", "relcl", "ccomp")),
            *(c for c in head.children if c.dep_ in ("relcl", "acl")),
        ]:
            if candidate.lower_ in (
                "killed",
                "killing",
                "wounded",
                "wounding",
                "injured",
                "injuring",
                "left",
                "leaving",
                "kill",
                "claimed",
                "targeted",
                "targeting",
                "hit",
            ):
                targets += children(candidate, "dobj", "nsubjpass")
                for s in targets[:]:
                    targets += children(s, "conj")
        for target in targets:
            known = person_noun(target.text)
            victim = self.actors.victim(self.parsed, [target], known[0] if known else "unknown")
            if victim:
                return victim
            if known and known[0] == "combatant":
                return self.actor_of(target)
            if (known and known[0] == "civilian") or target.lower_ in ("people",) or self._counted(target):
                return CIVILIANS
        return None

    def make(
        self, first: Token, last: Token, event_type: str, trigger: Trigger, actor1: str | None, actor2: str | None
    ) -> EventMention:
        anchor = last if trigger.pos == "noun" else first
        unreal = unreal_reason(anchor)
        if unreal in ("denied", "negated", "modal", "feared") and self._presupposed(anchor):
            unreal = None
        if unreal == "planned" and not is_verb(anchor) and self._helped_by(anchor):
            unreal = None
        unreal = unreal or asked(self.doc) or self._habit(anchor)
        if event_type == "protest" and unreal == "planned" and not self._intends(anchor):
            unreal = None  # "gathered to protest": they did
        if trigger.frame == "aid_let_in" and unreal == "negated":
            unreal = None  # what is told is that it was not let in
        if event_type == "aid_delivery" and unreal and (self._no_longer(anchor) or self._not_since(anchor)):
            event_type, unreal = "aid_blocked", None
        if actor2 == actor1:
            actor2 = None
        start, end = self._clause_span(first, last)
        mention = EventMention(
            event_type,
            start,
            end,
            anchor.i,
            f"{trigger.pos}_{trigger.frame or 'plain'}",
            actor1,
            actor2,
            cues=[trigger.term],
        )
        mention.unreal = unreal
        mention.speaker = self.attribution.of(self.parsed, anchor)
        if mention.speaker is not None and mention.speaker.denied and not self._presupposed(anchor):
            mention.unreal = "denied"
        mention.another = is_verb(anchor) and any(c.lower_ == "also" for c in children(anchor, "advmod"))
        own = self.setting.when(self.parsed, anchor, inherit=False)
        mention.own_date = own.precision is not None
        mention.when = own if mention.own_date else self.setting.when(self.parsed, anchor)
        place = self.setting.where(self.parsed, anchor, inherit=False)
        mention.own_place = place is not None
        mention.place = place or self.setting.where(self.parsed, anchor)
        if place is None and own.first and own.last and (own.last - own.first).days > YEARS_OF_WAR:
            mention.place = self.setting.scene.country_place()  # what a war did since 1997
        return mention

    @staticmethod
    def _not_since(anchor: Token) -> bool:
        """Tell whether it is told not to have come: "no food has entered the towns since October"."""
        words = {c.lower_ for c in anchor.children}
        none = any(g.lower_ == "no" for c in anchor.children if c.dep_.startswith("nsubj") for g in c.children)
        return bool(words & {"has", "have"}) and (none or "since" in words)

    def _no_longer(self, anchor: Token) -> bool:
        """Tell whether what the word tells has come to an end: "could no longer bring food to the town"."""
        return any(
            t.lower_ == "longer" and t.i > 0 and t.nbor(-1).lower_ == "no"
            for t in self.doc[max(0, anchor.i - 7) : anchor.i]
        )

    @staticmethod
    def _helped_by(anchor: Token) -> bool:
        """Tell whether an aim was pursued with it: "an offensive to take the town with the support of air strikes"."""
        noun = anchor
        while noun.dep_ == "conj":
            noun = noun.head
        of = noun.head
        return (
            noun.dep_ == "pobj"
            and of.lower_ == "of"
            and of.head.lower_ in ("support", "backing", "help", "cover")
            and of.head.head.lower_ in ("with", "under")
        )

    @staticmethod
    def _presupposed(anchor: Token) -> bool:
        """Tell whether a denial takes the act for granted: "denied that soldiers had died in the strike"."""
        return (
            not is_verb(anchor)
            and anchor.dep_ == "pobj"
            and anchor.head.lower_ in ("in", "by", "during", "after", "before", "of", "than", "from", "about", "over")
            and anchor.head.head.lower_ not in ("responsibility", "involvement")
            and any(c.dep_ == "poss" or c.lower_ in ("the", "that", "this") for c in children(anchor, "det", "poss"))
        )

    @staticmethod
    def _habit(anchor: Token) -> str | None:
        """Tell a habit from an occurrence: "rebels regularly fire rockets", "is often targeted"."""
        if not is_verb(anchor):
            return None
        if any(c.lower_ in ("have", "has", "had") for c in anchor.children):
            # "has repeatedly shelled the town" did; "has often targeted hotels" is what it is like
            often = any(c.lower_ in ("often", "frequently", "routinely", "typically") for c in anchor.children)
            return "habit" if often else None
        present = anchor.tag_ in ("VBP", "VBZ") or any(c.lower_ in ("is", "are") for c in anchor.children)
        return "habit" if present and any(c.lower_ in _HABITS for c in anchor.children) else None

    def _intends(self, verb: Token) -> bool:
        return verb.head.lower_ in (
            "plan",
            "plans",
            "planned",
            "planning",
            "vowed",
            "vow",
            "threatened",
            "threaten",
            "intend",
            "intended",
            "called",
            "calls",
            "call",
            "want",
            "wants",
            "wanted",
            "urged",
            "agreed",
            "decided",
        )

    def _clause_span(self, first: Token, last: Token) -> tuple[int, int]:
        """Return the offsets of the words that tell it: from subject to object, within a few words of the trigger."""
        tokens = [first, last]
        for child in [*first.children, *last.children]:
            if child.dep_ in (
                "nsubj",
                "nsubjpass",
                "dobj",
                "agent",
                "prep",
                "compound",
                "amod",
                "poss",
                "nummod",
                "prt",
                "aux",
                "auxpass",
                "acomp",
            ):
                if abs(child.i - first.i) < 16:
                    tokens.append(child)
                    if child.dep_ in ("prep", "agent"):
                        tokens += [g for g in children(child, "pobj") if abs(g.i - first.i) < 18]
                    if child.dep_ in ("dobj", "nsubj", "nsubjpass"):
                        tokens += [
                            g
                            for g in child.children
                            if g.dep_ in ("compound", "amod", "det", "nummod") and g.i < child.i
                        ]
        own_subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in first.children)
        joined = first.dep_ in ("advcl", "conj", "xcomp") and is_verb(first.head) and not own_subject
        if joined and 0 < first.i - first.head.i < 24:
            # "a mine overturned a lorry, killing seven": the act stands in the clause above
            tokens += [
                first.head,
                *(s for s in first.head.children if s.dep_ in ("nsubj", "nsubjpass") and first.i - s.i < 28),
            ]
        start = min(self.parsed.starts[t.i] for t in tokens)
        end = max(self.parsed.ends[t.i] for t in tokens)
        return start, min(end, start + 600)
