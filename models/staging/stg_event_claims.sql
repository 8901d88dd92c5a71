{%- set fields = dict(shared_claim_fields(), **{
    'type': 'VARCHAR', 'actor1': 'VARCHAR', 'actor2': 'VARCHAR',
    'mentions': [{'quote': 'VARCHAR', 'char_start': 'INTEGER', 'char_end': 'INTEGER'}]
}) -%}

with

source as (

    select * from {{ ref('raw_extractions') }}

),

unnested as (

    select
        article_id,
        extractor_version,
        unnest({{ objects_of('events', fields) }}) as claim

    from source

),

typed as (

    select
        {{ shared_claim_columns() }},
        claim.type as event_type,
        nullif(trim(claim.actor1), '') as actor1,
        nullif(trim(claim.actor2), '') as actor2,
        claim.mentions as mentions

    from unnested

),

keyed as (

    select
        {{ claim_key('e', ['event_type']) }} as claim_id,
        *

    from typed

)

select * from keyed
