with

actors as (

    select
        name,
        actor_id,
        {{ actor_bloc('name', 'side', 'country_iso2') }} as bloc

    from {{ ref('int_actors') }}

),

shares as (

    select
        claims.claim_id,
        claims.article_id,
        claims.place_id,
        claims.place,
        coalesce(claims.place_id, {{ text_key('claims.place') }}) as place_key,
        claims.actor_id,
        claims.actor,
        actors.bloc,
        claims.relation,
        claims.qualifier,
        claims.stated_value,
        claims.base,
        claims.pct_low,
        claims.pct_best,
        claims.pct_high,
        coalesce(claims.date_end, claims.published) as as_of,
        coalesce('source: ' || claims.claimed_by, texts.own_voice) as asserter,
        claims.claimed_by,
        claims.published,
        claims.quoted_text

    from {{ ref('int_territory_claims') }} as claims

    inner join {{ ref('int_article_texts') }} as texts on claims.article_id = texts.article_id

    left join actors on claims.actor = actors.name

    where claims.set_aside_reason is null and not texts.is_reprint

)

select * from shares
