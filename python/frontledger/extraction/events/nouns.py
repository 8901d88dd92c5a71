"""Events told by nouns: an air strike, the battle for a town, a raid, talks, a truce."""

from __future__ import annotations

import re

from frontledger.extraction.actors import (
    CIVILIANS,
    is_armed_group,
    phrase_bounds,
    state_actor,
)
from frontledger.extraction.events.clause import Clause
from frontledger.extraction.events.mention import EventMention, Trigger
from frontledger.extraction.events.words import (
    AIR,
    OFFENSIVE_NOUNS,
    POINTING,
    PROJECTILE,
    PROPERTY,
    SOFT_TARGETS,
    TRUCE,
    air_forces,
)
from frontledger.extraction.syntax import children, clause_verb, is_verb, subjects
from frontledger.text.words import Token

_TRUCE_EFFECT = re.compile(
    r"\b(?:went into (?:effect|force)|took (?:effect|hold)|came into (?:effect|force)|entered into force|takes? "
    r"(?:effect|hold)|began|started|declared|announced|observed?|respected|brokered|broker|in (?:place|effect|force)|"
    r"held|holding|agreed|reached|since the|extended|fraying|collapsed|ended|expired)\b",
    re.I,
)
_TALKS_REAL = re.compile(
    r"\b(?:held|holding|hold|began|begun|opened|opening|resumed|underway|under way|ongoing|round|ended|concluded|"
    r"collapsed|failed|stalled|continued|met|took place|taking place|after|during|following|attend\w*|backdrop|hosted|"
    r"launched|started|sponsored|mediated|brokered|amid|latest|broke (?:off|up|down)|broken off)\b",
    re.I,
)
_NOUN_UNREAL = re.compile(
    r"\b(?:possible|potential|planned|feared|future|expected|imminent|upcoming|threat(?:s|ened)? of|threaten\w*|"
    r"fears? of|risk of|prevent(?:ed|s|ing)?|avoid|avert|deter|call(?:s|ed|ing)? for|urg\w+|demand\w*|propos\w+|"
    r"plan(?:s|ned|"
    r"ning)? (?:for|to|an?)|"
    r"prepar\w+ (?:for|to)|looming|any|no|without|against any|would-be|alleged plans?|hope(?:s|d)? (?:for|of)|"
    r"warn(?:s|ed|ing)? (?:of|against|about)|ready for|possibility of|rul(?:e|ed|ing) out|"
    r"anniversary of|commemorat\w+|memorial (?:to|for)|train(?:s|ed|ing)? for|rehears\w+|anti-|condemn(?:s|ed|ing)? "
    r"(?:all|any)|next|"
    r"fight against|war on|accused? of planning|intended for|ahead of (?:a|an|the)|never)\s+(?:(?:a|an|the|such|"
    r"further|more|new|another|his|its|their|other|major|large|full|military|ground|terrorist|all|of|lengthy|long|"
    r"prolonged|protracted|bloody|final|renewed|fresh|fierce|all-out|full-scale|serious|deadly|retaliatory)\s+){0,4}$",
    re.I,
)
# "the ceasefire is expected to take effect at midnight"
_STILL_TO_COME = re.compile(
    r"\s+(?:(?:which|that)\s+)?(?:is|are|was|were)\s+(?:\w+\s+)?(?:expected|due|set|scheduled|supposed|planned|likely|"
    r"meant)\s+to\b",
    re.I,
)
_CROWD_ACTS = frozenset(
    "gathered gather gathering marched march marching took take taking chanted chanting chant blocked blocking "
    "demanded demanding demand threw throwing filled filling rallied rallying burned burning stormed storming "
    "clashed clashing demonstrated poured pouring carried carrying waved waving shouted shouting assembled "
    "converged camped occupied attacked returned defied called calling massed".split()
)
_UNEXPLODED = frozenset(
    "removed removing destroyed destroying defused defusing dismantled dismantling found finding discovered seized "
    "intercepted foiled thwarted cleared clearing neutralised neutralized recovered uncovered confiscated".split()
)
_MADE = frozenset("agreed reached struck brokered signed negotiated mediated concluded sealed".split())
_LYING_ABOUT = frozenset("landmine landmines mine mines trap traps device devices ied ieds".split())
_HELD = frozenset("held hold holding had resumed resume resuming began opened started concluded continued".split())
_THROWING = frozenset(
    "threw throw thrown throwing hurled hurling lobbed tossed detonated detonating set exploded dropped launched "
    "planted".split()
)


# What is done with a vehicle full of explosives where it goes off
_DRIVEN_HOME = frozenset(
    "drove driven drive rammed ram ramming detonated detonating exploded explodes blew blown crashed ploughed "
    "slammed hit "
    "struck killed killing smashed".split()
)


class NounFrames(Clause):
    """Occurrences that a noun tells."""

    @staticmethod
    def _went_off(thing: Token) -> bool:
        """Tell whether a mine or a device is told to have done something: "killed by a landmine", "a mine killed"."""
        first = thing
        while first.dep_ == "conj" and not is_verb(first.head):
            first = first.head
        if first.dep_ == "nsubj":
            return first.head.lower_ not in ("remain", "remains", "lie", "lay", "litter", "were", "are", "was", "is")
        if first.dep_ == "pobj":
            return first.head.lower_ in ("by", "to", "from", "on", "over", "with", "in")
        return first.dep_ in ("dobj", "nsubjpass") and first.head.lower_ in _THROWING

    def _in_control(self, first: Token, control: Token, trigger: Trigger) -> EventMention | None:
        """Read "the rebels were in full control of the town on Wednesday": it is theirs by then."""
        of = (g for p in children(control, "prep") if p.lower_ in ("of", "over") for g in children(p, "pobj"))
        town = next((self.whole_of(g) or g for g in of), None)
        verb = clause_verb(control)
        if town is None or not self.is_place_object(town) or control.head.lower_ != "in" or not is_verb(verb):
            return None
        holders = children(verb, "dobj") if verb.lower_ in ("left", "leaving") else subjects(verb)
        holder = self.actor_of(next(iter(holders), None))
        if holder in (None, CIVILIANS):
            return None
        mention = self.make(first, control, trigger.event_type, trigger, holder, None)
        mention.place, mention.own_place = self.place_in(town) or mention.place, True
        return mention

    def match_noun(self, first: Token, last: Token, trigger: Trigger) -> EventMention | None:
        head = last
        frame, event_type = trigger.frame, trigger.event_type
        parsed, text = self.parsed, self.context.text
        if head.i + 1 < len(self.doc):
            nxt = head.nbor(1)
            # a modifier: "battle plan", "ceasefire deal", "rocket launchers" (longer triggers were tried first)
            if (
                head.dep_ in ("compound", "amod", "nmod")
                and nxt.tag_ in ("NN", "NNS")
                and nxt.lower_
                not in (
                    "campaign",
                    "campaigns",
                    "operation",
                    "operations",
                    "attack",
                    "attacks",
                    "wave",
                    "series",
                    "talks",
                    "effort",
                )
            ):
                if not (frame == "" and nxt.lower_ in ("victims", "site", "scene", "survivors")):
                    return None
        if (
            head.dep_ == "pobj"
            and head.head.lower_ == "with"
            and any(m.trigger == head.head.head.i and m.type == event_type for m in self.found)
        ):
            return None  # "shelled the quarter with mortars": one act
        before = text[max(parsed.start, parsed.starts[first.i] - 50) : parsed.starts[first.i]]
        if _NOUN_UNREAL.search(before) or _STILL_TO_COME.match(text, parsed.ends[head.right_edge.i]):
            return None
        weak = False
        if frame == "attack":
            return self.attack_noun(first, head, trigger)
        if frame == "strike":
            return self.strike_noun(first, head, trigger)
        cluster = trigger.term.startswith("cluster") and self.context.tells_of_aircraft
        if cluster or event_type == "bombing" and self.context.tells_of_aircraft and self._from_the_air(head):
            event_type = "air_strike"
        if event_type in ("bombing", "suicide_bombing") and head.dep_ in ("dobj", "nsubjpass"):
            if head.head.lower_ in _UNEXPLODED:
                return None  # "removed 200 booby traps", "destroyed a truck bomb"
        if event_type == "bombing" and trigger.term.split()[-1] in _LYING_ABOUT and not self._went_off(head):
            return None
        if event_type == "bombing" and head.dep_ == "pobj" and head.head.lower_ == "under":
            return None  # "again under the bombs"
        if frame == "in_control":
            return self._in_control(first, head, trigger)
        if frame == "laden_vehicle":
            moved = clause_verb(first)
            if not any(v.lower_ in _DRIVEN_HOME for v in (moved, *children(moved, "conj", "advcl"))):
                return None  # "seven trucks packed with explosives were destroyed"
            return self.make(first, head, event_type, trigger, None, self._victims_of(moved))
        if frame == "fight_for":
            town = next(
                (g for p in children(head, "prep") if p.lower_ in ("for", "over") for g in children(p, "pobj")), None
            )
            if town is None or not self.is_place_object(town):
                return None
            mention = self.make(first, head, event_type, trigger, self._owner(head), None)
            mention.place, mention.own_place = self.place_in(town), True
            return mention  # "the fight for Goma"
        if frame == "forces_noun" and head.dep_ == "dobj" and any(m.trigger == head.head.i for m in self.found):
            return None  # "renewed their push": the verb told it
        if frame == "offensive_noun":
            weak = True
        elif frame == "defeat_in":
            town = next(
                (g for p in children(head, "prep") if p.lower_ in ("in", "at") for g in children(p, "pobj")), None
            )
            start = parsed.starts[head.left_edge.i]
            beside = self.actors.in_span(start - 24, start)  # "a blow to the regime worse than its defeat in …"
            loser = beside[0] if beside else self._owner(head)
            if town is None or not loser or loser == CIVILIANS or not self.is_place_object(town):
                return None
            mention = self.make(first, head, event_type, trigger, None, loser)
            mention.place, mention.own_place = self.place_in(town), True
            return mention  # "its defeat in Palmyra"
        elif frame == "launch_of":
            return self._launch(first, head, trigger)
        elif frame == "damage_to":
            hit = next((g for p in children(head, "prep") if p.lower_ == "to" for g in children(p, "pobj")), None)
            if hit is None or not PROPERTY.search(self.subtree_text(hit)[:80]):
                return None
            return self.make(first, head, event_type, trigger, None, None)
        elif frame == "of_place":
            target = next((g for p in children(head, "prep") if p.lower_ == "of" for g in children(p, "pobj")), None)
            if target is None or not self.is_place_object(target):
                return None
            place = self.place_in(target)
            owner = self._owner(head)
            if trigger.term == "loss":
                mention = self.make(first, head, event_type, trigger, None, owner)
            else:
                mention = self.make(first, head, event_type, trigger, owner, self._from_whom(head))
            mention.place, mention.own_place = place, True
            mention.weak = trigger.term in ("loss", "fall", "liberation")
            return mention
        elif frame == "forces_noun":
            owner = self._owner(head)
            if owner is None or owner == CIVILIANS:
                return None
            return self.make(first, head, event_type, trigger, owner, None)
        elif frame == "truce":
            window = text[max(parsed.start, parsed.starts[first.i] - 60) : min(parsed.end, parsed.ends[head.i] + 90)]
            if re.search(r"\bviolat|\bbreach", window, re.I):
                return None
            if not _TRUCE_EFFECT.search(window):
                return None
            if re.search(
                r"\b(?:call(?:s|ed|ing)? for|propos\w+|reject\w*|possible|urg\w+|no)\b[^.]{0,30}$", before, re.I
            ):
                return None
            parties = self._between_parties(head)
            brokers = [
                g
                for c in children(head, "acl")
                if c.lower_ in ("brokered", "mediated")
                for by in c.children
                if by.lower_ == "by"
                for g in children(by, "pobj")
            ]
            if parties is None and brokers:
                second = next((a for a in (self.actor_of(c) for c in children(brokers[0], "conj")) if a), None)
                left, right = phrase_bounds(self.parsed, brokers[0])
                broker_named = self.actors.in_span(left, right, metonyms=True)
                parties = (broker_named[0] if broker_named else None, second)
            broker = next(
                (
                    self._agent(c)
                    for c in children(head, "acl")
                    if c.lower_ in ("brokered", "declared", "announced", "mediated", "agreed")
                ),
                None,
            )
            keeper = next(iter(subjects(head.head)), None) if head.dep_ == "dobj" and is_verb(head.head) else None
            if parties is None and keeper is not None:
                # "Israel and Hamas observed a ceasefire"
                other = next((a for a in (self.actor_of(c) for c in children(keeper, "conj")) if a), None)
                parties = (self.actor_of(keeper), other) if other else None
            actor1, actor2 = parties or (broker, None)
            if actor1 is None and head.head.lower_ in ("declared", "announced", "declare"):
                actor1 = self.actor_of(next(iter(subjects(head.head)), None))
            return self.make(first, head, event_type, trigger, actor1, actor2)
        elif frame == "of_truce":
            if not any(
                TRUCE.search(self.phrase(g))
                for p in children(head, "prep")
                if p.lower_ == "of"
                for g in children(p, "pobj")
            ) and not TRUCE.search(self.phrase(head)):
                return None
            return self.make(first, head, event_type, trigger, self._owner(head), None)
        elif frame == "deal_noun":
            made = any(c.lower_ in _MADE for c in children(head, "acl", "relcl"))
            weak = not (made or self._between_parties(head))  # "a deal agreed between Russia and Turkey" was made
        elif frame == "crowd":
            weak = head.dep_ != "nsubj" or head.head.lower_ not in _CROWD_ACTS  # "the protesters hope": who they are
        if event_type == "talks":
            window = text[max(parsed.start, parsed.starts[first.i] - 70) : min(parsed.end, parsed.ends[head.i] + 70)]
            if (
                not _TALKS_REAL.search(window)
                or head.lower_ in ("meeting", "meetings", "summit", "negotiation")
                and not self._between_parties(head)
            ):
                return None
            parties = self._between_parties(head) or self._at_table(head) or (self._owner(head), None)
            actor1, actor2 = (None if p == CIVILIANS else p for p in parties)
            if actor1 is None and actor2 is not None:
                verb = clause_verb(head)
                subject = next(iter(subjects(verb)), None) if is_verb(verb) else None
                other = self.actor_of(subject)
                actor1 = other if other != actor2 else None
                if actor1 is None:
                    actor1, actor2 = actor2, None
            return self.make(first, head, event_type, trigger, actor1, actor2)
        if event_type == "protest":
            against = self._against(head)
            if against is None and any(
                g.tag_ == "NNP" for p in children(head, "prep") if p.lower_ == "against" for g in children(p, "pobj")
            ):
                against = state_actor(self.context.country)  # "protests against Assad": a ruler stands for his state
            if re.match(r"anti-(?:government|regime)", self.phrase(head), re.I) or re.search(
                r"\banti-(?:government|regime|assad)\b|\bpro-?democra\w+|\bdemanding\b.{0,40}\b(?:reforms?|freedom|democra\w+|"
                r"resignation|ouster|departure)\b",
                self.subtree_text(head)[:120],
                re.I,
            ):
                against = against or state_actor(self.context.country)
            return self.make(first, head, event_type, trigger, None, against)
        if event_type == "aid_delivery" and head.dep_ == "pobj" and head.head.lower_ in ("on", "against", "of"):
            return None  # "an attack on an aid convoy"
        actor1 = self._owner(head)
        actor2 = self._against(head)
        parties = self._between_parties(head)
        if parties and event_type in ("armed_clash",):
            a, b = parties
            actor1, actor2 = (a or actor1), (b or actor2)
        if event_type in ("siege_imposed",):
            under = head.head if head.dep_ == "pobj" and head.head.lower_ == "under" else None
            actor1 = actor1 or self._by_after(head)
            keeper = under.head if under is not None else None
            if keeper is not None and keeper.lower_ in ("kept", "keeps", "keeping", "put", "placed", "held", "holding"):
                actor1 = actor1 or self.actor_of(next(iter(subjects(keeper)), None))
            if under is None and actor1 is None and not any(p.lower_ in ("on", "of") for p in children(head, "prep")):
                weak = True
            if is_verb(head.head) and head.head.lower_ in (
                "break",
                "broke",
                "breaking",
                "lift",
                "lifted",
                "end",
                "ended",
                "breaks",
                "broken",
                "lifting",
                "breach",
                "breached",
                "breaching",
                "eased",
                "easing",
            ):
                weak = True
        if (
            event_type
            in ("bombing", "suicide_bombing", "shelling", "air_strike", "attack_on_civilians", "chemical_attack")
            and actor2 is None
        ):
            actor2 = self._victims_of(head) or self._homes_hit(head)
        if event_type == "armed_clash" and trigger.term in ("resistance", "combat", "confrontation", "hostilities"):
            weak = True
        if trigger.term == "resistance" and actor1 and actor2 is None:
            # "moved south despite fierce jihadist resistance": who moved fought those who resist
            mover = self.actor_of(next(iter(subjects(clause_verb(head))), None))
            if mover and mover not in (actor1, CIVILIANS):
                actor1, actor2 = mover, actor1
        if (
            event_type == "bombing"
            and trigger.term in ("bomb", "bombs", "explosive", "grenade", "grenades")
            and head.dep_ not in ("nsubj", "nsubjpass", "pobj")
        ):
            if head.dep_ != "dobj" or head.head.lower_ not in _THROWING:
                return None
        if (
            event_type == "shelling"
            and trigger.term in ("artillery", "cruise missiles", "barrage", "ballistic missile", "ballistic missiles")
            and head.dep_ not in ("pobj", "nsubj", "nsubjpass", "dobj", "conj")
        ):
            return None
        if (
            event_type == "deployment"
            and trigger.term == "reinforcements"
            and head.dep_ == "dobj"
            and head.head.lower_ in ("brought", "sent", "bring", "send", "sending", "bringing")
        ):
            return None
        if event_type == "deployment" and trigger.term in ("intervention",) and actor1 is None:
            return None
        if head.lower_ in ("explosions", "explosion", "blasts") and actor2 is None:
            weak = weak or bool(
                re.search(r"\b(?:heard|recorded|loud|sounds? of)\b", self.text(self.parsed.start, self.parsed.end))
            )
        if event_type == "suicide_bombing" and actor1 is None:
            # "Islamic State fought back by sending suicide bombers against the troops"
            sender = self.actor_of(next(iter(subjects(clause_verb(head))), None))
            actor1 = sender if sender is not None and is_armed_group(sender) else None
        if event_type == "mass_grave" and is_verb(head.head):
            finder = next(iter(subjects(head.head)), None)
            actor1 = self.actor_of(finder) if finder is not None and finder.i != head.i else None
            actor2 = None
        if event_type in ("attack_on_civilians",) and trigger.term in ("killing", "killings", "murders", "shooting"):
            if any(abs(m.trigger - head.i) < 30 and m.type != "attack_on_civilians" for m in self.found):
                return None
            actor2 = actor2 or self._victims_of(head) or CIVILIANS
        mention = self.make(first, head, event_type, trigger, actor1, actor2)
        mention.weak = mention.weak or weak
        mention.generic = self._is_generic(head)
        return mention

    def _at_table(self, head: Token) -> tuple[str, str] | None:
        """Return the two states or parties of "Russian and Turkish officials held a second day of talks"."""
        verb = clause_verb(head)
        subject = next(iter(subjects(verb)), None) if is_verb(verb) and verb.lower_ in _HELD else None
        if subject is None:
            return None
        start, end = self.parsed.starts[subject.left_edge.i], self.parsed.starts[verb.i]
        named = [n for n in self.context.names_in(start, end) if n.kind in ("actor", "demonym")]
        parties = [n.entries[0].name if n.kind == "actor" else state_actor(n.entries[0]) for n in named]
        told = list(dict.fromkeys(p for p in parties if p and p != CIVILIANS))
        return (told[0], told[1]) if len(told) > 1 else None

    def _launch(self, first: Token, head: Token, trigger: Trigger) -> EventMention | None:
        """Read "the launch of the assault on the city", "the start of the offensive"."""
        act = next((g for p in children(head, "prep") if p.lower_ == "of" for g in children(p, "pobj")), None)
        if act is None or act.lower_ not in OFFENSIVE_NOUNS:
            return None
        verb = clause_verb(head)
        subject = next(iter(subjects(verb)), None) if head.dep_ == "dobj" and is_verb(verb) else None
        actor = self._owner(act) or self.actor_of(subject)
        return self.make(first, head, trigger.event_type, trigger, actor, self._against(act))

    def _by_after(self, head: Token) -> str | None:
        """Return who stands in the "by …" right after a noun, wherever the parse hung it ("under siege by rebels")."""
        following = head.nbor(1) if head.i + 1 < len(self.doc) else None
        if following is None or following.lower_ != "by":
            return None
        return next((a for a in (self.actor_of(g) for g in children(following, "pobj")) if a), None)

    def _is_generic(self, head: Token) -> bool:
        """Tell whether a noun only points back: "the attack", "that blast", with nothing of its own."""
        if head.lower_ not in POINTING:
            return False
        own = [
            c
            for c in head.children
            if c.dep_ not in ("det", "punct", "relcl") and not (c.dep_ == "prep" and c.lower_ in ("in", "with"))
        ]
        return not own and any(c.dep_ == "det" and c.lower_ in ("the", "that", "this") for c in head.children)

    def _from_the_air(self, head: Token) -> bool:
        """Tell whether a "bombing" or falling "bombs" of a story with aircraft come from them."""
        around = self.text(max(self.parsed.start, self.parsed.starts[head.i] - 60), self.parsed.ends[head.i] + 40)
        if re.search(r"\b(?:suicide|roadside|car|truck|planted|device|bombers?|ied|vest|bicycle)\b", around, re.I):
            return False
        following = head.nbor(1).lower_ if head.i + 1 < len(self.doc) else ""
        falls = bool(
            {head.head.lower_, following} & {"fell", "fall", "falling", "fallen", "dropped", "rained", "landed"}
        )
        falls = falls or any(c.dep_ == "relcl" and c.lower_ in ("fell", "landed", "dropped") for c in head.children)
        falls = falls or (head.lower_ == "bombs" and self._owner(head) in air_forces())
        return head.lower_ in ("bombing", "bombings") or (head.lower_ in ("bomb", "bombs") and falls)

    def strike_noun(self, first: Token, head: Token, trigger: Trigger) -> EventMention | None:
        """Read "a strike on the market", "Israeli strikes": from the air unless artillery or missiles are named."""
        phrase = self.phrase(head)
        if re.search(
            r"\b(?:hunger|general|labou?r|transport|teachers|workers|doctors|first|lightning)\b", phrase, re.I
        ):
            return None
        owner = self._owner(head)
        at = [p for p in children(head, "prep") if p.lower_ in ("on", "against", "at", "in", "near", "by")]
        if head.dep_ == "dobj" and head.head.lower_ in ("carried", "carrying", "conducted", "launched", "carry"):
            subject = next(iter(subjects(head.head)), None)
            if subject is not None and AIR.search(self.phrase(subject)):
                owner = owner or self.actor_of(subject)
        elif not (owner in air_forces() or (at and self.context.tells_of_aircraft) or AIR.search(phrase)):
            return None
        kind = "shelling" if PROJECTILE.search(phrase) else "air_strike"
        victim = self._against(head) or self._victims_of(head)
        return self.make(first, head, kind, trigger, owner if owner != CIVILIANS else None, victim)

    def attack_noun(self, first: Token, head: Token, trigger: Trigger) -> EventMention | None:
        phrase = self.phrase(head)
        if re.search(
            r"\b(?:heart|terror(?:ist)?|september|cyber|verbal|9/11|personal|media)\b", phrase, re.I
        ) and not re.search(r"\bterror", phrase, re.I):
            return None
        if head.dep_ == "pobj" and head.head.lower_ == "including":
            # "a series of air strikes, including an attack that killed 11": of the same kind
            whole = next((m for m in reversed(self.found) if m.type in ("air_strike", "shelling", "bombing")), None)
            if whole is not None:
                return self.make(
                    first, head, whole.type, trigger, self._owner(head) or whole.actor1, self._victims_of(head)
                )
        verb = head.head
        if (
            head.dep_ == "dobj"
            and is_verb(verb)
            and verb.lower_
            in (
                "condemned",
                "condemn",
                "condemning",
                "blamed",
                "claimed",
                "claiming",
                "repelled",
                "repel",
                "thwarted",
                "foiled",
                "planned",
                "denounced",
                "fear",
                "feared",
                "repulsed",
            )
        ):
            if verb.lower_ not in ("repelled", "repel", "repulsed", "thwarted", "foiled"):
                mention = self._attack(first, head, trigger, phrase)
                mention.weak = True
                return mention
        if any(
            m.type
            in (
                "air_strike",
                "shelling",
                "suicide_bombing",
                "bombing",
                "chemical_attack",
                "attack_on_civilians",
                "armed_clash",
                "abduction",
                "execution",
                "looting",
            )
            and abs(m.trigger - head.i) < 14
            for m in self.found
        ):
            mention = self._attack(first, head, trigger, phrase)
            mention.weak = True
            return mention
        return self._attack(first, head, trigger, phrase)

    def _attack(self, first: Token, head: Token, trigger: Trigger, phrase: str) -> EventMention:
        raid = head.lower_ in ("raid", "raids") and not re.search(
            r"\b(?:ground|police|cattle|night|border|cross-border|commando|house|security|army|dawn)\b", phrase, re.I
        )
        if raid and (
            head.head.lower_ in ("hit", "struck", "killed", "destroyed", "flattened", "targeted", "brought", "killing")
            or any(m.type == "air_strike" for m in self.found)
            or AIR.search(self.text(max(0, self.parsed.start - 400), self.parsed.end))
        ):
            kind = "air_strike"
        elif AIR.search(phrase):
            kind = "air_strike"
        elif PROJECTILE.search(phrase) or any(
            PROJECTILE.search(self.phrase(g))
            for p in children(head, "prep")
            if p.lower_ == "with"
            for g in children(p, "pobj")
        ):
            kind = "shelling"
        elif re.search(r"\b(?:bomb|explosive|ied|grenade)\b", phrase, re.I):
            kind = "bombing"
        else:
            kind = "armed_clash"
        actor1, actor2 = self._owner(head), self._against(head) or self._victims_of(head)
        if kind == "armed_clash" and actor2 is None:
            on = " ".join(
                self.phrase(g)
                for p in children(head, "prep")
                if p.lower_ in ("on", "against", "at")
                for g in children(p, "pobj")
            )
            if re.search(SOFT_TARGETS, on, re.I):
                actor2 = CIVILIANS
        if kind == "armed_clash" and actor2 is None and self._civilian_toll():
            actor2 = CIVILIANS
        if kind == "armed_clash" and actor2 == CIVILIANS:
            kind = "attack_on_civilians"
        mention = self.make(first, head, kind, trigger, actor1, actor2)
        if (
            actor1 is None
            and actor2 is None
            and not any(p.lower_ in ("on", "against", "in", "at", "near", "by") for p in children(head, "prep"))
        ):
            mention.weak = True
        mention.generic = self._is_generic(head)
        return mention
