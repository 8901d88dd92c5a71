{#-
  Key of a claim: kind, article, span, and the figures told there. It does not depend on reference tables, so a better
  gazetteer or a new actor changes no key; two claims that agree in all of it are told apart by their order.
-#}
{% macro claim_key(prefix, columns) -%}
'{{ prefix }}' || left(sha256(concat_ws(
    chr(31),
    article_id,
    char_start::varchar,
    char_end::varchar,
    {% for column in columns -%}
    coalesce({{ column }}::varchar, ''),
    {% endfor -%}
    row_number() over (
        partition by article_id, char_start, char_end{% for column in columns %}, {{ column }}{% endfor %}
        order by ordinal
    )::varchar
)), 16)
{%- endmacro %}

{#- The list of objects in a JSON column as a list of structs; `fields` maps names to DuckDB types. -#}
{% macro objects_of(column, fields) -%}
from_json({{ column }}, '[{ {%- for name, type in fields.items() -%}
    "{{ name }}":{{ tojson(type) if type is not string else '"' ~ type ~ '"' }}{{ ',' if not loop.last }}
{%- endfor -%} }]')
{%- endmacro %}

{#- The CTE `extracted`: a row for each claim in a list of the extractor, as struct `claim`; `fields` as in objects_of. -#}
{% macro extracted_claims(list, fields) %}
extracted as (

    select
        article_id,
        extractor_version,
        unnest({{ objects_of(list, fields) }}) as claim

    from {{ ref('raw_extractions') }}

)
{%- endmacro %}

{#- Fields that claims of all kinds share, as the extractor writes them. -#}
{% macro shared_claim_fields() %}
    {{ return({
        'ordinal': 'INTEGER', 'quote': 'VARCHAR', 'char_start': 'INTEGER', 'char_end': 'INTEGER',
        'place': 'VARCHAR', 'place_text': 'VARCHAR', 'place_id': 'VARCHAR',
        'date_start': 'DATE', 'date_end': 'DATE', 'date_precision': 'VARCHAR', 'date_text': 'VARCHAR',
        'claimed_by': 'VARCHAR', 'claimed_by_text': 'VARCHAR',
        'modality': 'VARCHAR', 'suppressed_reason': 'VARCHAR', 'rule_id': 'VARCHAR'
    }) }}
{% endmacro %}

{#- The shared fields, typed and trimmed, out of struct `claim`. -#}
{% macro shared_claim_columns() %}
        article_id,
        claim.ordinal as ordinal,
        claim.char_start as char_start,
        claim.char_end as char_end,
        claim.quote as quoted_text,
        nullif(trim(claim.place), '') as place,
        nullif(trim(claim.place_text), '') as place_text,
        nullif(trim(claim.place_id), '') as place_id,
        claim.date_start as date_start,
        claim.date_end as date_end,
        claim.date_precision as date_precision,
        nullif(trim(claim.date_text), '') as date_text,
        nullif(trim(claim.claimed_by), '') as claimed_by,
        nullif(trim(claim.claimed_by_text), '') as claimed_by_text,
        claim.modality as modality,
        claim.suppressed_reason as suppressed_reason,
        claim.rule_id as rule_id,
        extractor_version
{%- endmacro %}
