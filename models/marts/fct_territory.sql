select
    claim_id,
    article_id,
    sentence_id,
    char_start,
    char_end,
    quoted_text,
    place_id,
    place,
    place_text,
    actor_id,
    actor,
    relation,
    stated_value,
    stated_value_high,
    qualifier,
    base,
    pct_low,
    pct_best,
    pct_high,
    date_start,
    date_end,
    date_precision,
    date_text,
    claimed_by_id,
    claimed_by,
    claimed_by_text,
    publisher_id,
    published,
    modality,
    rule_id,
    extractor_version,
    warning

from {{ ref('int_territory_claims') }}

where set_aside_reason is null

order by article_id, char_start, claim_id
