"""Everything received under raw/articles, as read: one row an article appearance or a reject."""

from frontledger.warehouse.layout import Layout
from frontledger.warehouse.received import read_received


def model(dbt, session):
    dbt.config(materialized="table")
    return read_received(Layout.of_session(session).articles)
