"""Groups of articles that print nearly the same text: one row an article."""

import pyarrow as pa
from frontledger.warehouse.reprints import group_texts


def model(dbt, session):
    dbt.config(materialized="table")
    articles = dbt.ref("stg_articles").select("article_id, body").fetchall()
    groups = sorted(group_texts(articles).items())
    return pa.table(
        {
            "article_id": pa.array([article_id for article_id, _ in groups], pa.string()),
            "group_id": pa.array([group_id for _, group_id in groups], pa.string()),
        }
    )
