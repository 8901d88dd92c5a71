-- Fails for each claim of an event, and of harm in an incident, that no incident holds and nobody rejected,
-- reprints aside.
with

claims as (

    select
        claim_id,
        article_id

    from {{ ref('fct_events') }}

    union all

    select
        told.claim_id,
        told.article_id

    from {{ ref('fct_casualties') }} as told

    left join {{ ref('fct_corrections') }} as scopes
        on told.claim_id = scopes.claim_id and scopes.field = 'scope'

    where coalesce(scopes.new_value, told.scope) = 'incident'

)

select claims.claim_id

from claims

inner join {{ ref('int_article_texts') }} as texts on claims.article_id = texts.article_id and not texts.is_reprint

left join {{ ref('bridge_incident_claim') }} as bridge on claims.claim_id = bridge.claim_id

left join {{ ref('fct_corrections') }} as corrections
    on claims.claim_id = corrections.claim_id and corrections.field = 'reject'

where bridge.claim_id is null and corrections.claim_id is null
