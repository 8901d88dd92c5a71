"""What became of every possible link between two claims: one row a link, in the order in which they were decided."""

from frontledger.warehouse.incidents import Pair, link_table


def model(dbt, session):
    dbt.config(materialized="table")
    harm = dbt.ref("int_incident_claims").filter("kind = 'casualty'").select("claim_id").fetchall()
    rows = (
        dbt.ref("int_claim_pairs")
        .filter("can_link or keeps_apart")
        .select("claim_a, claim_b, score, can_link, keeps_apart, needs_only_candidate, looser_claim, looseness")
        .fetchall()
    )
    return link_table((Pair(*row) for row in rows), {claim_id for (claim_id,) in harm})
