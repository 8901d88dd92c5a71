with

appearances as (

    select * from {{ ref('stg_article_appearances') }}

),

publishers as (

    select * from {{ ref('int_publishers') }}

)

select
    appearances.article_id,
    appearances.appearance_number,
    appearances.source_file,
    appearances.source_line,
    appearances.source_format,
    appearances.source_id,
    appearances.title,
    appearances.published,
    publishers.publisher_id,
    publishers.publisher,
    appearances.url

from appearances

left join publishers on appearances.publisher = publishers.publisher_text

order by appearances.article_id, appearances.appearance_number
