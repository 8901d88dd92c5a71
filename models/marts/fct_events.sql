select
    claim_id,
    article_id,
    sentence_id,
    char_start,
    char_end,
    quoted_text,
    event_type,
    actor1_id,
    actor1,
    actor2_id,
    actor2,
    place_id,
    place,
    place_text,
    date_start,
    date_end,
    date_precision,
    date_text,
    len(mentions)::integer as n_mentions,
    claimed_by_id,
    claimed_by,
    claimed_by_text,
    publisher_id,
    published,
    modality,
    rule_id,
    extractor_version,
    warning

from {{ ref('int_event_claims') }}

where set_aside_reason is null

order by article_id, char_start, claim_id
