"""Publishes a release of marts and quality, and lists the releases there have been: one row a release."""

from frontledger.warehouse.layout import Layout
from frontledger.warehouse.release_log import publish_and_log


def model(dbt, session):
    dbt.config(materialized="table")
    # A release holds these; none of them, and no test on them, may have failed.
    _ = (
        dbt.ref("check_results"),
        dbt.ref("check_history"),
        dbt.ref("volumes"),
        dbt.ref("rejects"),
        dbt.ref("accuracy"),
        dbt.ref("build_runs"),
        dbt.ref("meta_dictionary"),
        dbt.ref("dbt_test_results"),
    )
    return publish_and_log(
        session,
        Layout.of_session(session),
        schema_version=str(dbt.config.meta_get("schema_version")),
        previous=str(dbt.this),
    )
