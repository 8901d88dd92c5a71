"""Articles in, claims out: the order in which the parts of extraction do their work.

A cheap filter chooses the sentences that can carry a claim; only those are parsed. Everything is a function of
the text and the reference tables: the same article gives the same claims, whatever was read before it.
"""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice
from pathlib import Path

from frontledger.claims import ArticleClaims, CasualtyClaim, EventClaim
from frontledger.extraction.actors import CIVILIANS, ActorResolver
from frontledger.extraction.attribution import Attribution
from frontledger.extraction.casualties import Harm, find_casualties
from frontledger.extraction.casualty_claims import build_casualty
from frontledger.extraction.context import ArticleText, Context, build_context, sentence_span
from frontledger.extraction.entities import gazetteer
from frontledger.extraction.event_merge import merge_events
from frontledger.extraction.events import EventMention, find_events
from frontledger.extraction.marks import sentence_marks
from frontledger.extraction.mending import mend
from frontledger.extraction.places import PlaceFinder
from frontledger.extraction.selection import select_sentences
from frontledger.extraction.setting import Setting
from frontledger.extraction.territory import find_territory
from frontledger.reference import reference_digest
from frontledger.text.parse import Parsed, load_model, model_name, parse
from frontledger.text.sentences import Sentence
from frontledger.text.words import Token

CHUNK = 32  # articles whose sentences are parsed together


@cache
def extractor_version() -> str:
    """Return 12 hex digits that change whenever extraction could: its code, the reference tables, the model."""
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for folder in ("extraction", "text"):
        for path in sorted((package / folder).rglob("*.py")):
            digest.update(path.relative_to(package).as_posix().encode())
            digest.update(path.read_bytes())
    digest.update((package / "claims.py").read_bytes())
    digest.update(reference_digest().encode())
    digest.update(model_name().encode())
    return digest.hexdigest()[:12]


_FIGHTS = frozenset("armed_clash offensive_launched territory_captured withdrawal advance".split())
_BY_ONE_SIDE = frozenset(
    "air_strike shelling suicide_bombing bombing chemical_attack attack_on_civilians execution".split()
)
_THE_ATTACK = re.compile(
    r"\b[Tt]he (?:\w+ )?(?:attack|blast|explosion|bombing|strike|strikes|raid|raids|assault|ambush|bombs?|"
    r"shells?|rockets?|"
    r"missiles?|shelling|bombardment|gunfire|drone|salvo|shots|air ?strikes?)\b"
)
_CAUSE = re.compile(
    r"\b(?:attack\w*|strikes?|raids?|blasts?|explosion\w*|bomb\w*|shell\w*|air ?strikes?|shot|gun\w*|mortars?|"
    r"missiles?|"
    r"rockets?|drones?|warplanes?|jets?|snipers?|clash\w*|fighting|battles?|offensive|ambush\w*|mines?|by)\b",
    re.I,
)
_DEAD = re.compile(r"\b(?:kill\w*|dead|died|deaths?|fatalit\w+|lives|bodies|toll)\b", re.I)
_TELLING = 10  # a figure this large is hardly told of two incidents in one article
_SUM_OF = 8  # smaller totals are sums by chance
_SUM_REACH = 2500  # characters behind a total in which its parts are told
_TOLL_REACH = 400  # characters from an attack to the dead it tells: its own sentence and the next
_ELLIPTIC = frozenset("others other more men people".split())


def _inherit_victims(built: list[tuple[Harm, CasualtyClaim]]) -> None:
    """Give "62 were hurt", "and five others" the class and party of the victims named before in the sentence."""
    for i in range(1, len(built)):
        (earlier, before), (harm, claim) = built[i - 1], built[i]
        if earlier.parsed is not harm.parsed or claim.victim_class != "unknown" or before.victim_class == "unknown":
            continue
        told = {c.victim_class for h, c in built[:i] if h.parsed is harm.parsed}
        if told != {before.victim_class}:
            continue  # "killed four soldiers and two passers-by and injured 11": of which?
        bare = all(
            n.lower_ in _ELLIPTIC or (harm.parsed and harm.parsed.marks[n.i] is not None) or n.i == harm.trigger.i
            for n in harm.nouns
        )
        named = any(n.lower_ in ("people", "men") for n in harm.nouns)
        if bare and not named and before.victim_class != "mixed":
            claim.victim_class = before.victim_class
            claim.victim_actor = claim.victim_actor or before.victim_actor


def _settle_attacks(built: list[tuple[Harm, CasualtyClaim]], mentions: list[EventMention]) -> None:
    """Take an attack on nobody named for one on civilians where the dead it tells are no fighters.

    "Militants attacked the area. One student was killed." The toll stands in the same sentence or the next. Where the
    article tells of fighting or of ground besides, an attack stays a fight.
    """
    for mention in mentions:
        if mention.type not in _BY_ONE_SIDE or mention.actor2 or mention.unreal:
            continue
        hit = [
            c
            for h, c in built
            if c.measure in ("killed", "wounded") and h.parsed and h.parsed.start <= mention.start < h.parsed.end
        ]
        classes, sides = {c.victim_class for c in hit}, {c.victim_actor for c in hit}
        told = {"civilian"} if mention.type == "execution" else {"civilian", "unknown"}  # captives may be fighters
        if classes and classes <= told and not any(sides):
            mention.actor2 = CIVILIANS  # "shelling of the capital killed four civilians", "a car bomb killed six"
        elif len(sides) == 1 and "civilian" not in classes and (side := sides.pop()) and side != mention.actor1:
            mention.actor2 = side  # "a bomb killed 30 government fighters"
    attacks = ("verb_attack", "noun_attack")
    if any(m.type in _FIGHTS and not m.unreal and m.rule_id not in attacks for m in mentions):
        return
    for mention in mentions:
        if mention.type != "armed_clash" or mention.actor2 or mention.rule_id not in attacks:
            continue
        tolls = [
            c
            for _, c in built
            if c.measure in ("killed", "wounded") and -300 < c.char_start - mention.start < _TOLL_REACH
        ]
        classes = {c.victim_class for c in tolls}
        if classes and not classes & {"combatant", "mixed"} and not any(c.victim_actor for c in tolls):
            mention.type, mention.actor2 = "attack_on_civilians", CIVILIANS


def _take_perpetrators(built: list[tuple[Harm, CasualtyClaim]], result: ArticleClaims, context: Context) -> None:
    """Give a toll beside an attack with no owner there ("the strikes killed 15") whoever made it, told elsewhere."""
    for harm, claim in built:
        if claim.perpetrator or claim.scope == "conflict" or claim.measure not in ("killed", "wounded"):
            continue  # a whole war has more than one maker
        if harm.parsed is None:
            continue
        sentence = range(harm.parsed.start, harm.parsed.end)
        attacks = [e for e in result.events if e.type in _BY_ONE_SIDE]
        beside = [e for e in attacks if any(m.char_start in sentence for m in e.mentions)]
        if not beside and _THE_ATTACK.search(harm.parsed.doc.text):
            before = [e for e in attacks if 0 <= harm.parsed.start - e.char_start < _TOLL_REACH]
            beside = before[-1:]  # "The raid killed five herders": the one told before
        if not beside and claim.scope == "incident":
            beside = _told_just_before(harm, claim, attacks, context)
        makers = {e.actor1 for e in beside}
        if len(makers) == 1 and (maker := makers.pop()) not in (None, CIVILIANS, claim.victim_actor):
            claim.perpetrator = maker


def _told_just_before(
    harm: Harm, claim: CasualtyClaim, attacks: list[EventClaim], context: Context
) -> list[EventClaim]:
    """Return the attacks that the sentence before tells, of the same days and place: "Five children were killed"."""
    assert harm.parsed is not None
    if _CAUSE.search(harm.parsed.doc.text):
        return []  # it has a cause of its own
    start, _ = sentence_span(context, harm.parsed.start)
    earlier, _ = sentence_span(context, max(0, start - 2))
    return [
        attack
        for attack in attacks
        if any(earlier <= m.char_start < start for m in attack.mentions)
        and (attack.date_start, attack.date_end) == (claim.date_start, claim.date_end)
        and (attack.place == claim.place or not harm.own_place)
    ]


def _repeat(built: list[tuple[Harm, CasualtyClaim]]) -> None:
    """Give a figure told again what it was told with before: the place, if it has none of its own, and who did it."""
    for i, (harm, claim) in enumerate(built):
        if claim.value is None or claim.value < _TELLING or claim.scope != "incident":
            continue
        same = [
            told
            for _, told in built[:i]
            if (told.measure, told.value, told.scope) == (claim.measure, claim.value, claim.scope)
        ]
        if not harm.own_place and (placed := next((told for told in same if told.place), None)):
            claim.place, claim.place_text, claim.place_id = placed.place, placed.place_text, placed.place_id
        claim.perpetrator = claim.perpetrator or next((told.perpetrator for told in same if told.perpetrator), None)


def _at_least_as_many(whole: float | None, part: float | None) -> bool:
    return whole is None or part is None or whole >= part


def _flights(built: list[tuple[Harm, CasualtyClaim]], mentions: list[EventMention]) -> list[EventMention]:
    """Return the displacements and evacuations that only a figure tells ("60,000 have left their homes")."""
    found: list[EventMention] = []
    for harm, claim in built:
        kind = {"displaced": "displacement", "evacuated": "evacuation"}.get(claim.measure)
        if kind is None or claim.modality != "asserted" or harm.parsed is None:
            continue
        if any(m.type == kind and m.start < harm.parsed.end and harm.parsed.start < m.end for m in (*mentions, *found)):
            continue
        event = EventMention(
            kind,
            claim.char_start,
            claim.char_end,
            harm.trigger.i,
            "from_figure",
            claim.perpetrator,
            "Civilians",
            cues=list(claim.cues),
        )
        event.place = harm.place
        event.own_place = harm.place is not None
        event.when, event.own_date = harm.when, harm.when is not None and harm.when.text is not None
        event.speaker = harm.speaker
        found.append(event)
    return found


def _flights_of_a_country(built: list[tuple[Harm, CasualtyClaim]], mentions: list[EventMention]) -> None:
    """Set the displacement that a figure of a whole country tells in that country, as the figure is."""
    for harm, claim in built:
        if claim.measure != "displaced" or harm.own_place or harm.place is None or harm.place.kind != "country":
            continue
        for mention in mentions:
            if mention.type == "displacement" and not mention.own_place and harm.parsed is not None:
                if mention.start < harm.parsed.end and harm.parsed.start < mention.end:
                    mention.place = harm.place


class Extractor:
    """Reads claims out of articles. Make one with `Extractor.load`; it holds no state between articles."""

    @classmethod
    def load(cls) -> Extractor:
        """Load the model and the gazetteers (about two seconds) and return an extractor."""
        load_model()
        gazetteer()
        gc.collect()
        gc.freeze()  # they live as long as the process: the collector need not look through them again and again
        gc.set_threshold(20_000, 20, 20)  # a chunk of parses makes many objects that all go at once
        return cls()

    def extract(self, article: ArticleText) -> ArticleClaims:
        """Return the claims of one article."""
        return next(iter(self.extract_many([article])))

    def extract_many(self, articles: Iterable[ArticleText]) -> Iterator[ArticleClaims]:
        """Yield the claims of each article in order, reading `CHUNK` articles ahead and no more."""
        source = iter(articles)
        while chunk := list(islice(source, CHUNK)):
            readings = [_Reading(article) for article in chunk]
            spans = [span for reading in readings for span in reading.spans()]
            parses = parse(spans)
            for reading in readings:
                yield reading.claims([next(parses) for _ in reading.selected])


class _Reading:
    """One article on its way through extraction."""

    def __init__(self, article: ArticleText) -> None:
        self.context: Context = build_context(article)
        self.selected: list[Sentence] = select_sentences(self.context)

    def spans(self) -> list[tuple]:
        """Return what the parser needs, a tuple for each selected sentence."""
        return [
            (self.context.text, s.char_start, s.char_end, sentence_marks(self.context, s.char_start, s.char_end))
            for s in self.selected
        ]

    def claims(self, parses: list[list[Parsed]]) -> ArticleClaims:
        context = self.context
        places = PlaceFinder(context)
        actors = ActorResolver(context)
        setting = Setting(context, places)
        attribution = Attribution(context, actors)
        result = ArticleClaims(context.article.article_id)
        for parsed in chain.from_iterable(parses):
            mend(parsed)
        parsed_at = {s.char_start: pieces for s, pieces in zip(self.selected, parses, strict=True)}
        for sentence in context.sentences:
            if pieces := parsed_at.get(sentence.char_start):
                attribution.read(pieces)
            else:
                attribution.read_unparsed(sentence.char_start, sentence.char_end)
        built: list[tuple[Harm, CasualtyClaim]] = []
        mentions: list[EventMention] = []
        for pieces in parses:
            for parsed in pieces:
                for harm in find_casualties(parsed):
                    built.append((harm, build_casualty(harm, context, actors, attribution, setting)))
                mentions += find_events(parsed, context, actors, attribution, places, setting)
                for claim in find_territory(parsed, context, actors, attribution, places, setting):
                    if claim.modality == "asserted":
                        result.territory.append(claim)
                    else:
                        result.set_aside.append(("territory", claim))
        mentions += _flights(built, mentions)
        _flights_of_a_country(built, mentions)
        _settle_attacks(built, mentions)
        _repeat(built)
        self._finish_casualties(built, result)
        result.events, aside = merge_events(mentions, context)
        result.set_aside += aside
        _take_perpetrators(built, result, context)
        return result

    def _finish_casualties(self, built: list[tuple[Harm, CasualtyClaim]], result: ArticleClaims) -> None:
        """Tie parts to wholes, and set aside what is not asserted."""
        _inherit_victims(built)
        _settle_among(built)
        kept = [(h, c) for h, c in built if c.modality == "asserted"]
        result.set_aside += [("casualties", c) for _, c in built if c.modality != "asserted"]
        index = {id(h): i for i, (h, _) in enumerate(kept)}
        for i, (harm, claim) in enumerate(kept):
            whole: int | None
            if isinstance(harm.whole, Harm) and id(harm.whole) in index:
                whole = index[id(harm.whole)]
            elif isinstance(harm.whole, str):
                whole = _whole_before([c for _, c in kept], i, pointed_at=harm.whole == "these")
            else:
                continue
            if whole is not None and whole != i:
                claim.part_of = whole
                parent = kept[whole][1]
                for name in (
                    "date_start",
                    "date_end",
                    "date_precision",
                    "place",
                    "place_id",
                    "scope",
                    "perpetrator",
                    "claimed_by",
                ):
                    together = isinstance(harm.whole, Harm) and harm.whole.parsed is harm.parsed
                    if name == "claimed_by" and together and parent.claimed_by is not None:
                        # "counted 13 dead, four of them children; the army said …"
                        claim.claimed_by = parent.claimed_by
                    elif name in ("place", "place_id") and harm.place_of_part:
                        continue  # "31 were killed, seven of them in Dumta"
                    elif name == "perpetrator" or name == "claimed_by":
                        if getattr(claim, name) is None:
                            setattr(claim, name, getattr(parent, name))
                    elif isinstance(harm.whole, Harm) or harm.rule_id == "among_them":
                        setattr(claim, name, getattr(parent, name))
        result.casualties = [c for _, c in kept]
        _sum_up(result.casualties)


def _sum_up(claims: list[CasualtyClaim]) -> None:
    """Make the tolls of several places parts of the total they add up to: "32 were killed. … 15 … six … 11 …"."""
    for i, whole in enumerate(claims):
        if whole.value is None or whole.value_high or whole.part_of is not None or whole.scope != "incident":
            continue
        if whole.value < _SUM_OF:
            continue
        run: list[CasualtyClaim] = []
        for part in claims[i + 1 :]:
            if part.char_start - whole.char_start > _SUM_REACH:
                break
            if part.measure != whole.measure or part.part_of is not None or part.value is None:
                continue
            same_days = (part.date_start, part.date_end) == (whole.date_start, whole.date_end)
            if part.value >= whole.value or part.scope != whole.scope or not same_days:
                continue
            run.append(part)
            total = sum(p.value or 0 for p in run)
            if total == whole.value and len(run) > 1:
                for each in run:
                    each.part_of = i
                    each.claimed_by = each.claimed_by or whole.claimed_by
                    each.perpetrator = each.perpetrator or whole.perpetrator
            if total >= whole.value:
                break


def _whole_before(claims: list[CasualtyClaim], i: int, pointed_at: bool) -> int | None:
    """Return the index of the claim told before that the one at ``i`` can be a part of, or None.

    Only the toll of one act has such parts, unless the text points back at the whole ("Of these, …").
    """
    claim = claims[i]
    for k in range(i - 1, -1, -1):
        whole = claims[k]
        if (
            whole.measure == claim.measure
            and whole.part_of is None
            and claim.char_start - whole.char_start < 700
            and _at_least_as_many(whole.value, claim.value)
            and (whole.scope == "incident" or pointed_at)
        ):
            return k
    return None


def _is_bare_count(trigger: Token) -> bool:
    """Tell whether a word counts what was told before: "put the figure at 400", but not "the number of dead at 14"."""
    if trigger.lower_ in ("number", "count", "tally"):
        return trigger.i + 1 < len(trigger.doc) and trigger.nbor(1).lower_ == "at"
    return trigger.lower_ in ("figure", "figures")


def _settle_among(built: list[tuple[Harm, CasualtyClaim]]) -> None:
    """Give "a child was among them" the harm told last before it, or set it aside where none was told."""
    for i, (harm, claim) in enumerate(built):
        if _is_bare_count(harm.trigger) and harm.parsed and not _DEAD.search(harm.parsed.doc.text):
            told = [c for _, c in built[:i] if 0 <= claim.char_start - c.char_start < 400]
            if told:
                claim.measure = told[-1].measure  # "The council put the number at fewer than 400"
            continue
        if harm.rule_id != "among_them" or isinstance(harm.whole, Harm):
            continue
        before = [c for _, c in built[:i] if c.modality == "asserted" and claim.char_start - c.char_start < 400]
        if before:
            claim.measure = before[-1].measure
        else:
            claim.modality, claim.suppressed_reason = "suppressed", "of whom is not told"
