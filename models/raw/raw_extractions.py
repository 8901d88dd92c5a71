"""What the extractor found, one row an article; only articles that the extraction store lacks are parsed."""

from frontledger.warehouse.extraction_store import extract_articles
from frontledger.warehouse.layout import Layout


def model(dbt, session):
    dbt.config(materialized="table")
    articles = dbt.ref("stg_articles")
    return extract_articles(session, articles, Layout.of_session(session).extractions)
