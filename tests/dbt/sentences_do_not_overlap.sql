-- Fails for each sentence that begins before the one before it ends: an offset would then lie in two sentences.
with

neighbours as (

    select
        sentence_id,
        char_start,
        lag(char_end) over (partition by article_id order by sentence_index) as previous_end

    from {{ ref('dim_sentence') }}

)

select
    sentence_id,
    char_start,
    previous_end

from neighbours

where char_start < previous_end
