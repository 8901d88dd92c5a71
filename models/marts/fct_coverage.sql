with

articles as (

    select
        article_id,
        coalesce(publisher, 'not stated') as publisher,
        publisher_id,
        date_trunc('month', published)::date as month_start

    from {{ ref('dim_article') }}

),

claims as (

    select
        article_id,
        'casualty' as kind
    from {{ ref('fct_casualties') }}
    union all
    select
        article_id,
        'territory' as kind
    from {{ ref('fct_territory') }}
    union all
    select
        article_id,
        'event' as kind
    from {{ ref('fct_events') }}
    union all
    select
        article_id,
        'set_aside' as kind
    from {{ ref('fct_claims_set_aside') }}

),

publishers as (

    select distinct
        publisher,
        publisher_id

    from articles

),

months as (

    select unnest(generate_series(min(month_start), max(month_start), interval 1 month))::date as month_start

    from articles

),

article_counts as (

    select
        month_start,
        publisher,
        count(*)::integer as n_articles

    from articles

    group by month_start, publisher

),

claim_counts as (

    select
        articles.month_start,
        articles.publisher,
        count(*) filter (where claims.kind = 'casualty')::integer as n_casualty_claims,
        count(*) filter (where claims.kind = 'territory')::integer as n_territory_claims,
        count(*) filter (where claims.kind = 'event')::integer as n_event_claims,
        count(*) filter (where claims.kind = 'set_aside')::integer as n_set_aside

    from articles

    left join claims on articles.article_id = claims.article_id

    group by articles.month_start, articles.publisher

)

select
    months.month_start,
    publishers.publisher,
    publishers.publisher_id,
    coalesce(article_counts.n_articles, 0) as n_articles,
    -- a month of which nothing was read says nothing: null, not zero
    claim_counts.n_casualty_claims,
    claim_counts.n_territory_claims,
    claim_counts.n_event_claims,
    claim_counts.n_set_aside

from months

cross join publishers

left join article_counts
    on months.month_start = article_counts.month_start and publishers.publisher = article_counts.publisher

left join claim_counts
    on months.month_start = claim_counts.month_start and publishers.publisher = claim_counts.publisher

order by months.month_start, publishers.publisher
