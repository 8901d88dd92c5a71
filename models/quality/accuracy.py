"""Accuracy of the extractor on the annotated articles of tests/gold; measured again only if either has changed."""

from frontledger.warehouse.accuracy import measure_accuracy
from frontledger.warehouse.layout import Layout


def model(dbt, session):
    dbt.config(materialized="table")
    # Measured after extraction, so that one parser is loaded at a time.
    _ = dbt.ref("raw_extractions")
    return measure_accuracy(session, Layout.of_session(session).gold, previous=str(dbt.this))
