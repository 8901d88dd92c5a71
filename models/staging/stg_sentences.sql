with

source as (

    select * from {{ ref('raw_extractions') }}

),

unnested as (

    select
        article_id,
        unnest({{ objects_of('sentences', {
            'index': 'INTEGER', 'char_start': 'INTEGER', 'char_end': 'INTEGER', 'kind': 'VARCHAR', 'paragraph': 'INTEGER'
        }) }}) as sentence

    from source

),

articles as (

    select
        article_id,
        body

    from {{ ref('stg_articles') }}

),

sentences as (

    select
        unnested.article_id || '-' || lpad(unnested.sentence.index::varchar, 4, '0') as sentence_id,
        unnested.article_id,
        unnested.sentence.index as sentence_index,
        unnested.sentence.paragraph as paragraph_index,
        unnested.sentence.char_start as char_start,
        unnested.sentence.char_end as char_end,
        unnested.sentence.kind as kind,
        substr(
            articles.body,
            unnested.sentence.char_start + 1,
            unnested.sentence.char_end - unnested.sentence.char_start
        ) as text

    from unnested

    inner join articles on unnested.article_id = articles.article_id

)

select * from sentences
