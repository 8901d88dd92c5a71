{#-
  Joins that every kind of claim needs: its article (text, date, outlet), its sentence, its place, its claimant.
  `staged` is the model of staged claims; the result CTE is `resolved`, with its columns and those below.
  A place or actor that is not known keeps its text and has no key.
-#}
{% macro resolved_claims(staged) %}
resolved as (

    select
        staged.* exclude (place_id),
        places.place_id,
        articles.published,
        publishers.publisher_id,
        claimants.source_id as claimed_by_id,
        sentences.sentence_id,
        substr(articles.body, staged.char_start + 1, staged.char_end - staged.char_start)
        = staged.quoted_text as quote_is_the_text

    from {{ staged }} as staged

    inner join {{ ref('stg_articles') }} as articles on staged.article_id = articles.article_id

    left join {{ ref('int_publishers') }} as publishers on articles.publisher = publishers.publisher_text

    left join {{ ref('int_sources') }} as claimants on staged.claimed_by = claimants.name

    left join {{ ref('stg_sentences') }} as sentences
        on
            staged.article_id = sentences.article_id
            and staged.char_start >= sentences.char_start
            and staged.char_start < sentences.char_end

    left join {{ ref('int_place_keys') }} as places
        on staged.place = places.place and staged.place_id is not distinct from places.stated_place_id

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

{#- What makes a claim of any kind doubtful, for concat_ws; `claims` are resolved. -#}
{% macro shared_warnings(claims) -%}
case when {{ claims }}.date_start > {{ claims }}.published then 'date_after_publication' end,
            case when {{ claims }}.place is not null and {{ claims }}.place_id is null then 'unknown_place' end
{%- endmacro %}

{#- Where a claim is told of: the key of its place, else of the place's name; null if it names none. -#}
{% macro place_key(claims) -%}
coalesce({{ claims }}.place_id, {{ text_key(claims ~ '.place') }})
{%- endmacro %}

{#- Who asserts what a source is cited for. -#}
{% macro named_source(name) -%}'source: ' || {{ name }}{%- endmacro %}

{#- Who asserts a claim: the source that it is told by, else the article's own voice; `texts` are int_article_texts. -#}
{% macro asserter(claims, texts) -%}
coalesce({{ named_source(claims ~ '.claimed_by') }}, {{ texts }}.own_voice)
{%- endmacro %}
