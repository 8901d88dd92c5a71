"""The one place where merges and splits by people take effect: one row for each claim that a correction touches, with
its group afterwards, and one for a correction that touches none."""

from frontledger.warehouse.regroup import Groups, Regrouping, outcome_table, regroup


def model(dbt, session):
    dbt.config(materialized="table")
    wanted = (
        dbt.ref("corrections")
        .filter("incident_id is not null")
        .select("correction_id, field, incident_id, old_value, new_value")
        .fetchall()
    )
    if not wanted:
        return outcome_table([])
    groups = Groups(
        dict(dbt.ref("int_claim_groups").select("claim_id, group_id").fetchall()),
        dbt.ref("int_claim_pairs").filter("can_link").select("claim_a, claim_b, score").fetchall(),
        dict(
            dbt.ref("int_incident_claims")
            .filter("part_of_claim_id is not null")
            .select("claim_id, part_of_claim_id")
            .fetchall()
        ),
    )
    told = {claim_id for (claim_id,) in dbt.ref("int_told_claims").select("claim_id").fetchall()}
    return outcome_table(regroup(groups, (Regrouping.of_row(*row) for row in wanted), told))
