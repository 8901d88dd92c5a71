"""Words that frames ask for: what bombs from the air, what is fired, what is a place, a deal, aid, property."""

from __future__ import annotations

import re
from functools import cache

from frontledger.reference import read_table

AIR = re.compile(
    r"\b(?:warplanes?|war planes?|jets?|aircraft|planes?|helicopters?|gunships?|drones?|air force|airstrikes?|air "
    r"strikes?|barrel bombs?|from the air|aviation|fighter-bombers?|uavs?|bombers? jets?)\b",
    re.I,
)
PROJECTILE = re.compile(
    r"\b(?:rockets?|missiles?|mortars?|mortar (?:shells?|rounds?|bombs?)|shells?|artillery|salvos?|howitzers?|grads?|"
    r"projectiles?|cannons?|rounds?|katyushas?|tanks?|ballistic)\b",
    re.I,
)
FORCES = re.compile(
    r"\b(?:forces?|troops|soldiers|army|armies|fighters?|rebels?|militants?|militia(?:men|s)?|insurgents?|jihadists?|"
    r"units?|brigade|battalion|convoys?|tanks|police|guards?|peacekeepers|warplanes|"
    r"separatists|extremists|gunmen|commandos|marines|infantry|paratroopers|alliance|coalition|group|regime|government|vehicles|militias|"
    r"terrorists|military|paramilitar(?:y|ies)|it|they|we|who|which|offensive)\b",
    re.I,
)
TRUCE = re.compile(r"\b(?:cease-?fires?|cease fire|truces?|cessation of hostilities|armistice|pause)\b", re.I)
REINFORCEMENT = re.compile(
    r"\b(?:troops|reinforcements?|forces|soldiers|weapons|tanks|fighters|equipment|advis[eo]rs|police|warships?|"
    r"warplanes|ammunition|units|jets|helicopters|personnel|brigades?|battalions?|peacekeepers|militiamen|commandos|marines|"
    r"arms|aircraft carrier|missiles|armou?r|compan(?:y|ies)(?! (?:executive|director))|platoons?|columns?|"
    r"contingents?|"
    r"regiments?)\b",
    re.I,
)
# What is attacked when civilians are: their settlements, vehicles and gatherings.
SOFT_TARGETS = (
    r"\b(?:villages?|hamlets?|homes?|houses?|buses|bus|minibus|cars?|taxi|vehicles? carrying|churches|"
    r"church|mosques?|schools?|hospitals?|markets?|wedding|funeral|hotels?|restaurants?|cafes?|trains?|farms?|"
    r"settlements?|mall|university|camps? for|worshippers|shrines?|temples?|gatherings?|crowds?|parks?|bars?|clubs?|"
    r"nightclubs?|synagogues?|shops?|weddings|jirga|offices?|classrooms?|dormitor(?:y|ies)|queues?|beach)\b(?!\s+(?:base|post))"
)
PROPERTY = re.compile(
    r"\b(?:houses?|homes?|buildings?|shops?|markets?|churches|church|mosques?|shrines?|temples?|monuments?|"
    r"monasteries|monastery|tombs?|statues?|artefacts?|artifacts?|heritage|antiquities|ruins|museum|schools?|"
    r"hospitals?|clinics?|"
    r"bridges?|infrastructure|power (?:plants?|stations?|lines?)|pipelines?|property|properties|crops?|farms?|fields?|"
    r"huts?|villages?|apartments?|towers?|library|libraries|cemetery|graves|granar(?:y|ies)|neighbou?rhoods?|"
    r"warehouses?|"
    r"cars?|trucks?|vehicles?|offices?|stores|theat(?:er|re)|tetrapylon|dams?|wells|facade|city|town|cities|towns|"
    r"facilities|facility|police stations?|shelters|tents|stalls|refinery|depots?|masts?|shacks?|dwellings?|posts?)\b",
    re.I,
)
OFFENSIVE_NOUNS = frozenset(
    "offensive offensives operation operations assault campaign push counteroffensive counter-offensive invasion "
    "incursion onslaught battle".split()
)
POINTING = frozenset(
    "attack attacks blast blasts explosion explosions bombing assault raid raids strike strikes".split()
)


@cache
def air_forces() -> frozenset[str]:
    """Return the parties that bomb from the air: states and coalitions."""
    return frozenset(
        r["name"] for r in read_table("actors") if r["kind"].startswith(("state", "coalition"))
    ) | frozenset(r["name"] for r in read_table("countries"))
