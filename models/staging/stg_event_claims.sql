{%- set fields = dict(shared_claim_fields(), **{
    'type': 'VARCHAR', 'actor1': 'VARCHAR', 'actor2': 'VARCHAR',
    'mentions': [{'quote': 'VARCHAR', 'char_start': 'INTEGER', 'char_end': 'INTEGER'}]
}) -%}

with

{{ extracted_claims('events', fields) }},

typed as (

    select
        {{ shared_claim_columns() }},
        claim.type as event_type,
        nullif(trim(claim.actor1), '') as actor1,
        nullif(trim(claim.actor2), '') as actor2,
        claim.mentions as mentions

    from extracted

),

keyed as (

    select
        {{ claim_key('e', ['event_type']) }} as claim_id,
        *

    from typed

)

select * from keyed
