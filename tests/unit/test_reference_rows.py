"""The rows of the reference seeds: what no column type can promise about them."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest


def split(cell: str) -> list[str]:
    """Return the items of a ``|`` separated cell."""
    return cell.split("|") if cell else []


REFERENCE = Path(__file__).resolve().parents[2] / "raw" / "reference"
KEYS = {
    "actors": "actor_id",
    "countries": "iso2",
    "event_types": "event_type",
    "places": "place_id",
    "sources": "source_id",
}
SEEDS = [*KEYS, "actor_contexts"]
LISTS = {
    "actors": ["aliases"],
    "countries": ["aliases", "demonyms"],
    "places": ["aliases"],
    "sources": ["aliases", "voices"],
}
SIDES = {"government", "opposition", "islamic_state", "kurdish_led", "foreign_state", "other", "civilians"}
EVENT_TYPES = split(
    "armed_clash|offensive_launched|territory_captured|advance|withdrawal|siege_imposed|siege_broken|air_strike|"
    "shelling|suicide_bombing|bombing|chemical_attack|attack_on_civilians|execution|abduction|assassination|mass_grave|"
    "property_destruction|looting|arrest|agreement|ceasefire|ceasefire_violation|talks|deployment|mine_clearance|"
    "aid_delivery|aid_blocked|displacement|evacuation|protest|other_violence"
)
ACLED_SUB_EVENTS = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
    "": {""},
}
GUIDELINE_ACTORS = split(
    "Syrian government|Russia|Iran|Hezbollah|Islamic State|Syrian Democratic Forces|YPG|Manbij Military Council|Turkey|"
    "Turkish-backed rebels|Syrian rebels|Syrian opposition|al-Nusra Front|US-led coalition|United States|"
    "Iraqi government|Peshmerga|United Nations|World Food Programme|Israel|al-Qaeda|Hayat Tahrir al-Sham|"
    "pro-Iranian militia|Civilians|Unknown armed group"
)
GUIDELINE_SOURCES = split(
    "Syrian Observatory for Human Rights|SANA|Syrian state TV|Syrian army|Syrian government|Kremlin|"
    "Russian Defence Ministry|Anadolu|Al Jazeera|Deir Ezzor 24|International Organization for Migration|Pentagon"
)
GUIDELINE_PLACES = split(
    "Deir Ezzor|Deir Ezzor province|Deir Ezzor airport|Raqqa|Raqqa province|Palmyra|Al-Bab|Manbij|Aleppo|"
    "Eastern Aleppo|Aleppo province|Homs province|Idlib|Idlib province|Damascus|Barada Valley|Mosul|Hamam al-Alil|"
    "Ain Issa|Suluk|Abu Ilaj|Madan|Al-Shula|Brigade 137|Baghaliyeh|Ayash|Maaret Misrin|Qamishli|Geneva|Bashiqa"
)


def rows(seed: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{seed}.csv").open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


@pytest.mark.parametrize("seed", KEYS)
def test_keys_are_unique_and_filled(seed):
    keys = Counter(row[KEYS[seed]] for row in rows(seed))
    assert "" not in keys
    assert [key for key, n in keys.items() if n > 1] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_no_cell_has_stray_whitespace(seed):
    for row in rows(seed):
        for column, cell in row.items():
            for item in split(cell):
                assert item == item.strip() and "  " not in item and item, (seed, column, row)


@pytest.mark.parametrize("seed", LISTS)
def test_lists_hold_no_item_twice_nor_the_name_itself(seed):
    for row in rows(seed):
        for column in LISTS[seed]:
            items = split(row[column])
            assert len(items) == len(set(items)), (seed, row["name"])
            assert column != "aliases" or row["name"] not in items, (seed, row["name"])


@pytest.mark.parametrize("seed", ["actors", "places", "sources"])
def test_countries_named_exist(seed):
    known = {row["iso2"] for row in rows("countries")} | {""}
    assert {row["country_iso2"] for row in rows(seed)} <= known


@pytest.mark.parametrize("seed", ["actors", "countries", "sources"])
def test_names_are_unique(seed):
    names = Counter(row["name"] for row in rows(seed))
    assert [name for name, n in names.items() if n > 1] == []


def test_places_of_one_name_in_one_country_are_one_row():
    names = Counter((row["name"], row["country_iso2"]) for row in rows("places"))
    assert [name for name, n in names.items() if n > 1] == []


def test_parents_exist_and_lead_to_a_root():
    parents = {row["place_id"]: row["parent_id"] for row in rows("places")}
    for place_id in parents:
        seen = []
        at = place_id
        while at:
            assert at in parents and at not in seen, (place_id, at)
            seen.append(at)
            at = parents[at]


def test_coordinates_lie_on_earth_and_not_at_zero():
    for row in rows("places"):
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
        assert -90 <= latitude <= 90 and -180 <= longitude <= 180, row
        assert (latitude, longitude) != (0, 0), row
        assert row["geo_precision"] in {"exact", "near", "area"}, row


def test_a_place_is_not_far_from_its_parent():
    places = {row["place_id"]: row for row in rows("places")}
    for row in places.values():
        parent = places.get(row["parent_id"])
        if parent:
            # 6 degrees is the half-width of the widest province listed
            assert abs(float(row["latitude"]) - float(parent["latitude"])) < 6, row["name"]
            assert abs(float(row["longitude"]) - float(parent["longitude"])) < 6, row["name"]


def test_actor_codes_are_in_their_vocabularies():
    for row in rows("actors"):
        assert row["side"] in SIDES, row
        assert row["acled_inter"] in set("12345678"), row


def test_no_alias_belongs_to_two_actors_unless_the_country_tells_them_apart():
    owners = defaultdict(set)
    for row in rows("actors"):
        for alias in [row["name"], *split(row["aliases"])]:
            owners[alias.casefold()].add(row["name"])
    told_apart = defaultdict(set)
    for row in rows("actor_contexts"):
        told_apart[row["phrase"].casefold()].add(row["actor"])
    clashes = {alias: names for alias, names in owners.items() if len(names) > 1 and not names <= told_apart[alias]}
    assert clashes == {}


def test_aliases_are_no_everyday_words():
    everyday = set(split("army|group|police|forces|troops|soldiers|militants|rebels|fighters|military|government"))
    for row in rows("actors"):
        assert everyday.isdisjoint(alias.casefold() for alias in split(row["aliases"])), row["name"]


def test_contexts_name_known_actors_and_countries_and_decide():
    actors = {row["name"] for row in rows("actors")}
    countries = {row["iso2"] for row in rows("countries")}
    decided = {}
    for row in rows("actor_contexts"):
        assert row["actor"] in actors and row["country_iso2"] in countries, row
        key = row["phrase"].casefold(), row["country_iso2"]
        assert decided.setdefault(key, row["actor"]) == row["actor"], row


def test_sources_that_are_parties_name_a_known_actor():
    actors = {row["name"] for row in rows("actors")} | {""}
    assert {row["actor"] for row in rows("sources")} <= actors


def test_no_alias_or_voice_belongs_to_two_sources():
    owners = defaultdict(set)
    for row in rows("sources"):
        for name in [row["name"], *split(row["aliases"]), *split(row["voices"])]:
            owners[name].add(row["name"])
    assert {name: who for name, who in owners.items() if len(who) > 1} == {}


def test_the_guidelines_canonical_names_are_all_there():
    assert set(GUIDELINE_ACTORS) - {row["name"] for row in rows("actors")} == set()
    assert set(GUIDELINE_SOURCES) - {row["name"] for row in rows("sources")} == set()
    assert set(GUIDELINE_PLACES) - {row["name"] for row in rows("places")} == set()


def test_event_types_are_the_guidelines_32_with_codes_of_the_field():
    seed = rows("event_types")
    assert [row["event_type"] for row in seed] == EVENT_TYPES
    for row in seed:
        assert row["acled_sub_event_type"] in ACLED_SUB_EVENTS[row["acled_event_type"]], row
        assert row["label"] and row["description"] and row["vocab_version"], row
        assert row["ucdp_type_of_violence"] in {"", "1", "2", "3"}, row
        assert row["plover_type"] or not row["plover_mode"], row


def test_a_verb_has_its_irregular_forms_once():
    verbs = rows("verb_forms")
    assert len({row["verb"] for row in verbs}) == len(verbs)
    for row in verbs:
        forms = split(row["forms"])
        assert forms and len(set(forms)) == len(forms) and all(form.strip() == form != row["verb"] for form in forms)


def test_every_laid_down_name_is_that_of_its_place():
    names = {row["place_id"]: row["name"] for row in rows("places")}
    laid_down = list(rows("laid_down_places"))
    assert laid_down and len({row["place_id"] for row in laid_down}) == len(laid_down)
    assert {row["place_id"]: row["name"] for row in laid_down}.items() <= names.items()
