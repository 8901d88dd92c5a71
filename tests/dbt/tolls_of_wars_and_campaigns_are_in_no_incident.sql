-- Fails for each claim of a campaign's or the war's toll that an incident holds.
select bridge.claim_id

from {{ ref('bridge_incident_claim') }} as bridge

inner join {{ ref('fct_casualties') }} as claims on bridge.claim_id = claims.claim_id

where claims.scope <> 'incident'
