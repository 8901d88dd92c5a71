-- Fails for each campaign or war toll that is tied to an incident as its part: it would enter an incident's sum.
select
    parts.claim_id,
    parts.scope,
    wholes.claim_id as whole_claim_id,
    wholes.scope as whole_scope

from {{ ref('fct_casualties') }} as parts

inner join {{ ref('fct_casualties') }} as wholes on parts.part_of_claim_id = wholes.claim_id

where
    (wholes.scope = 'incident' and parts.scope <> 'incident')
    or (wholes.scope = 'campaign' and parts.scope = 'conflict')
