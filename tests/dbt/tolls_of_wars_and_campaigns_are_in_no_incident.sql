-- Fails for each claim of a campaign's or the war's toll, as told or as somebody corrected it, that an incident holds.
select bridge.claim_id

from {{ ref('bridge_incident_claim') }} as bridge

inner join {{ ref('fct_casualties') }} as claims on bridge.claim_id = claims.claim_id

left join {{ ref('fct_corrections') }} as scopes
    on bridge.claim_id = scopes.claim_id and scopes.field = 'scope'

where coalesce(scopes.new_value, claims.scope) <> 'incident'
