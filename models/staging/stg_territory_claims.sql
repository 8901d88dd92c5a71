{%- set fields = dict(shared_claim_fields(), **{
    'actor': 'VARCHAR', 'actor_text': 'VARCHAR', 'relation': 'VARCHAR', 'value': 'DOUBLE', 'value_high': 'DOUBLE',
    'qualifier': 'VARCHAR', 'base': 'VARCHAR', 'pct_low': 'DOUBLE', 'pct_best': 'DOUBLE', 'pct_high': 'DOUBLE'
}) -%}

with

{{ extracted_claims('territory', fields) }},

typed as (

    select
        {{ shared_claim_columns() }},
        nullif(trim(claim.actor), '') as actor,
        nullif(trim(claim.actor_text), '') as actor_text,
        claim.relation as relation,
        claim.value as stated_value,
        claim.value_high as stated_value_high,
        claim.qualifier as qualifier,
        nullif(trim(claim.base), '') as base,
        claim.pct_low as pct_low,
        claim.pct_best as pct_best,
        claim.pct_high as pct_high

    from extracted

),

keyed as (

    select
        {{ claim_key('t', ['relation', 'stated_value', 'stated_value_high', 'qualifier']) }} as claim_id,
        *

    from typed

)

select * from keyed
