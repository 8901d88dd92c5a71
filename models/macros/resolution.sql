{#-
  Joins that every kind of claim needs: its article (text, date, outlet), its sentence, its place, its claimant.
  `keyed` is the CTE of staged claims; the result CTE is `resolved`, with the columns of `keyed` and those below.
  A place or actor that is not known keeps its text and has no key.
-#}
{% macro resolved_claims(keyed) %}
resolved as (

    select
        {{ keyed }}.* exclude (place_id),
        places.place_id,
        articles.published,
        publishers.publisher_id,
        claimants.source_id as claimed_by_id,
        sentences.sentence_id,
        substr(articles.body, {{ keyed }}.char_start + 1, {{ keyed }}.char_end - {{ keyed }}.char_start)
        = {{ keyed }}.quoted_text as quote_is_the_text

    from {{ keyed }}

    inner join {{ ref('stg_articles') }} as articles on {{ keyed }}.article_id = articles.article_id

    left join {{ ref('int_publishers') }} as publishers on articles.publisher = publishers.publisher_text

    left join {{ ref('int_sources') }} as claimants on {{ keyed }}.claimed_by = claimants.name

    left join {{ ref('stg_sentences') }} as sentences
        on
            {{ keyed }}.article_id = sentences.article_id
            and {{ keyed }}.char_start >= sentences.char_start
            and {{ keyed }}.char_start < sentences.char_end

    left join {{ ref('int_place_keys') }} as places
        on {{ keyed }}.place = places.place and {{ keyed }}.place_id is not distinct from places.stated_place_id

)
{%- endmacro %}

{#- Why a claim does not count: the extractor set it aside, or an invariant does not hold. Null when it counts. -#}
{% macro set_aside_reason(further='') -%}
        case
            when modality <> 'asserted' then coalesce(suppressed_reason, modality)
            when quote_is_the_text is not true then 'quote_is_not_the_text'
            when sentence_id is null then 'no_sentence'
            when date_start > date_end then 'dates_out_of_order'
            {{ further }}
        end
{%- endmacro %}
