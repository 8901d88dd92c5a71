select
    sentence_id,
    article_id,
    sentence_index,
    paragraph_index,
    char_start,
    char_end,
    kind,
    text

from {{ ref('stg_sentences') }}

order by sentence_id
