with

shares as (

    select
        claims.claim_id,
        claims.article_id,
        claims.place_id,
        claims.place,
        {{ place_key('claims') }} as place_key,
        case when actors.resolved then actors.actor_id end as actor_id,
        claims.actor1 as actor,
        actors.bloc,
        claims.subkind as relation,
        told.qualifier,
        told.stated_value,
        told.base,
        claims.pct_low,
        claims.pct_best,
        claims.pct_high,
        coalesce(claims.date_end, claims.published) as as_of,
        {{ asserter('claims', 'texts') }} as asserter,
        claims.claimed_by,
        claims.published,
        claims.quoted_text,
        claims.correction_ids,
        claims.acceptance_id

    from {{ ref('int_corrected_claims') }} as claims

    inner join {{ ref('int_territory_claims') }} as told on claims.claim_id = told.claim_id

    inner join {{ ref('int_article_texts') }} as texts on claims.article_id = texts.article_id

    left join {{ ref('int_actors') }} as actors on claims.actor1 = actors.name

    where not texts.is_reprint

)

select * from shares
