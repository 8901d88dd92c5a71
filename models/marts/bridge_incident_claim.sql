with

matched as (

    select * from {{ ref('int_claims_matched') }}

),

figures as (

    select * from {{ ref('int_incident_figures') }}

)

select
    matched.incident_id,
    matched.claim_id,
    matched.kind,
    matched.subkind as told_as,
    matched.article_id,
    matched.asserter,
    texts.is_reprint,
    matched.linked_claim_id,
    matched.link_score,
    matched.link_reasons,
    -- the key that the incident would have if this claim were its first: an old key finds its incident here
    'i' || right(matched.claim_id, 16) as own_incident_id,
    coalesce(figures.not_best_because is null, false) and matched.kind = 'casualty' as is_behind_best,
    case when matched.kind = 'casualty' then figures.not_best_because end as not_best_because,
    nullif(list_concat(claims.correction_ids, matched.regrouped_by), []) as correction_ids,
    claims.acceptance_id

from matched

inner join {{ ref('int_article_texts') }} as texts on matched.article_id = texts.article_id

inner join {{ ref('int_incident_claims') }} as claims on matched.claim_id = claims.claim_id

left join figures on matched.claim_id = figures.claim_id

order by matched.incident_id, matched.claim_id
