{%- set counted = [
    'raw_articles', 'raw_rejects', 'stg_articles', 'stg_sentences',
    'stg_casualty_claims', 'stg_territory_claims', 'stg_event_claims',
    'dim_article', 'dim_source', 'dim_actor', 'dim_place',
    'fct_casualties', 'fct_territory', 'fct_events', 'bridge_event_mention', 'fct_claims_set_aside'
] -%}

{{ config(materialized='incremental', incremental_strategy='append', full_refresh=false) }}

with

counts as (

    {% for model in counted %}
    select
        '{{ model }}' as table_name,
        count(*)::bigint as n_rows

    from {{ ref(model) }}
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

)

select
    '{{ invocation_id }}' as build_id,
    {{ build_time() }} as built_at,
    table_name,
    n_rows

from counts

order by table_name
