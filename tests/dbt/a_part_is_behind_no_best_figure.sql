-- Fails for each part whose whole is in the same incident and that counts towards the best figure beside it.
select parts.claim_id

from {{ ref('bridge_incident_claim') }} as parts

inner join {{ ref('fct_casualties') }} as claims on parts.claim_id = claims.claim_id

inner join {{ ref('bridge_incident_claim') }} as wholes
    on
        claims.part_of_claim_id = wholes.claim_id
        and parts.incident_id = wholes.incident_id
        -- as corrected: wounded are no part of the killed
        and parts.told_as = wholes.told_as

where parts.is_behind_best
