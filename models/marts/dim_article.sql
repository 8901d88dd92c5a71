with

articles as (

    select * from {{ ref('stg_articles') }}

),

publishers as (

    select * from {{ ref('int_publishers') }}

)

select
    articles.article_id,
    articles.title,
    articles.published,
    articles.dateline,
    articles.agency,
    articles.byline,
    publishers.publisher_id,
    publishers.publisher,
    articles.url,
    articles.body,
    articles.word_count,
    articles.n_appearances,
    articles.sha256,
    articles.source_file,
    articles.source_line,
    articles.parser_notes

from articles

left join publishers on articles.publisher = publishers.publisher_text

order by articles.published, articles.article_id
