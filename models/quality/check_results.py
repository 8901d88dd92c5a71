"""Results of the suites in expectations/ on the marts; a test on this model stops the release if a critical one
failed."""

from frontledger.warehouse.checks import check_marts
from frontledger.warehouse.layout import Layout


def model(dbt, session):
    dbt.config(materialized="table")
    # The suites query the marts by name; these references put the marts, and what is tested on them, before this model.
    _ = (
        dbt.ref("dim_article"),
        dbt.ref("dim_sentence"),
        dbt.ref("dim_source"),
        dbt.ref("dim_actor"),
        dbt.ref("dim_place"),
        dbt.ref("dim_event_type"),
        dbt.ref("dim_date"),
        dbt.ref("fct_casualties"),
        dbt.ref("fct_territory"),
        dbt.ref("fct_events"),
        dbt.ref("bridge_event_mention"),
        dbt.ref("bridge_article_appearance"),
        dbt.ref("fct_claims_set_aside"),
        dbt.ref("fct_incidents"),
        dbt.ref("fct_incident_tolls"),
        dbt.ref("bridge_incident_claim"),
        dbt.ref("fct_toll_updates"),
        dbt.ref("fct_territory_timeline"),
        dbt.ref("fct_disagreements"),
        dbt.ref("fct_toll_protocols"),
        dbt.ref("fct_harm_monthly"),
        dbt.ref("fct_coverage"),
        dbt.ref("fct_harm_by_victims"),
        dbt.ref("fct_harm_by_source"),
        dbt.ref("fct_harm_left_out"),
        dbt.ref("fct_territory_monthly"),
        dbt.ref("fct_corrections"),
        dbt.ref("rejects"),
    )
    return check_marts(session, Layout.of_session(session).expectations, previous=str(dbt.this))
