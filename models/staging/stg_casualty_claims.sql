{%- set fields = dict(shared_claim_fields(), **{
    'measure': 'VARCHAR', 'value': 'DOUBLE', 'value_high': 'DOUBLE', 'qualifier': 'VARCHAR', 'vague_term': 'VARCHAR',
    'unit': 'VARCHAR', 'victim_text': 'VARCHAR', 'victim_class': 'VARCHAR', 'victim_actor': 'VARCHAR',
    'perpetrator': 'VARCHAR', 'scope': 'VARCHAR', 'part_of': 'INTEGER',
    'value_low': 'DOUBLE', 'value_best': 'DOUBLE', 'value_upper': 'DOUBLE', 'normalisation_rule': 'VARCHAR'
}) -%}

with

{{ extracted_claims('casualties', fields) }},

typed as (

    select
        {{ shared_claim_columns() }},
        claim.measure as measure,
        claim.value::bigint as stated_value,
        claim.value_high::bigint as stated_value_high,
        claim.qualifier as qualifier,
        nullif(trim(claim.vague_term), '') as vague_term,
        claim.value_low::bigint as value_low,
        claim.value_best::bigint as value_best,
        claim.value_upper::bigint as value_high,
        claim.normalisation_rule as normalisation_rule,
        claim.unit as unit,
        nullif(trim(claim.victim_text), '') as victim_text,
        claim.victim_class as victim_class,
        nullif(trim(claim.victim_actor), '') as victim_actor,
        nullif(trim(claim.perpetrator), '') as perpetrator,
        claim.scope as scope,
        claim.part_of as part_of_ordinal

    from extracted

),

keyed as (

    select
        {{ claim_key('c', ['measure', 'stated_value', 'stated_value_high', 'vague_term', 'victim_text']) }} as claim_id,
        *

    from typed

)

select * from keyed
