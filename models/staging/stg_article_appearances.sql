with

source as (

    select * from {{ ref('raw_articles') }}

),

ranked as (

    select
        article_id,
        file as source_file,
        line::integer as source_line,
        format as source_format,
        encoding,
        sha256,
        source_id,
        nullif(trim(title), '') as title,
        published,
        nullif(trim(dateline), '') as dateline,
        nullif(trim(agency), '') as agency,
        nullif(trim(byline), '') as byline,
        nullif(trim(publisher), '') as publisher,
        nullif(trim(url), '') as url,
        body,
        parser_notes,
        row_number() over (
            partition by article_id
            order by published, file, line
        )::integer as appearance_number

    from source

)

select * from ranked
