"""What became of every possible link between two claims: one row a link, in the order in which they were decided."""

import pyarrow as pa
from frontledger.warehouse.incidents import Pair, judge_links


def model(dbt, session):
    dbt.config(materialized="table")
    harm = dbt.ref("int_incident_claims").filter("kind = 'casualty'").select("claim_id").fetchall()
    rows = (
        dbt.ref("int_claim_pairs")
        .filter("can_link or keeps_apart")
        .select("claim_a, claim_b, score, can_link, keeps_apart, needs_only_candidate, looser_claim, looseness")
        .fetchall()
    )
    judged = judge_links((Pair(*row) for row in rows), {claim_id for (claim_id,) in harm})
    return pa.table(
        {
            "claim_a": pa.array([pair.a for pair, _ in judged], pa.string()),
            "claim_b": pa.array([pair.b for pair, _ in judged], pa.string()),
            "link_number": pa.array(range(1, len(judged) + 1), pa.int32()),
            "outcome": pa.array([outcome for _, outcome in judged], pa.string()),
        }
    )
