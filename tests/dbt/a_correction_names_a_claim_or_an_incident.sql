-- Fails for each correction that names neither or both, and for each merge or split of a claim.
select
    correction_id,
    claim_id,
    incident_id,
    field

from {{ ref('corrections') }}

where (claim_id is null) = (incident_id is null) or (incident_id is not null) <> (field in ('merge', 'split'))
