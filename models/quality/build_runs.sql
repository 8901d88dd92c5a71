{{ config(materialized='incremental', incremental_strategy='append', full_refresh=false) }}

with

articles as (

    select count(*)::bigint as n_articles

    from {{ ref('dim_article') }}

),

extractions as (

    select
        max(extractor_version) as extractor_version,
        count(*)::bigint as n_extracted

    from {{ ref('raw_extractions') }}

),

rejects as (

    select count(*)::bigint as n_rejects

    from {{ ref('rejects') }}

),

checks as (

    select
        count(*)::bigint as n_checks,
        count(*) filter (where status = 'failed' and severity = 'critical')::bigint as n_critical_failed,
        count(*) filter (where status = 'failed' and severity = 'warning')::bigint as n_warnings

    from {{ ref('check_results') }}

)

select
    '{{ invocation_id }}' as build_id,
    {{ build_time() }} as built_at,
    extractions.extractor_version,
    articles.n_articles,
    extractions.n_extracted as n_extractions,
    rejects.n_rejects,
    checks.n_checks,
    checks.n_critical_failed,
    checks.n_warnings

from articles

cross join extractions
cross join rejects
cross join checks
