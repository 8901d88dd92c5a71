"""Groups of articles that print nearly the same text: one row an article."""

from frontledger.warehouse.reprints import text_group_table


def model(dbt, session):
    dbt.config(materialized="table")
    return text_group_table(dbt.ref("stg_articles").select("article_id, body").fetchall())
