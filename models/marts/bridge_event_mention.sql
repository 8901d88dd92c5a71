with

events as (

    select
        claim_id,
        article_id,
        mentions

    from {{ ref('int_event_claims') }}

    where set_aside_reason is null

),

mentions as (

    select
        claim_id,
        article_id,
        unnest(mentions) as mention,
        generate_subscripts(mentions, 1) as mention_number

    from events

),

sentences as (

    select * from {{ ref('stg_sentences') }}

)

select
    mentions.claim_id,
    (mentions.mention_number - 1)::integer as mention_ordinal,
    mentions.article_id,
    sentences.sentence_id,
    mentions.mention.char_start as char_start,
    mentions.mention.char_end as char_end,
    mentions.mention.quote as quoted_text

from mentions

left join sentences
    on
        mentions.article_id = sentences.article_id
        and mentions.mention.char_start >= sentences.char_start
        and mentions.mention.char_start < sentences.char_end

order by mentions.claim_id, mention_ordinal
