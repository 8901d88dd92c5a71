with

appearances as (

    select * from {{ ref('stg_article_appearances') }}

),

counted as (

    select
        article_id,
        count(*)::integer as n_appearances

    from appearances

    group by article_id

),

first_appearances as (

    select * from appearances where appearance_number = 1

),

articles as (

    select
        first_appearances.article_id,

        -- all that the extractor sees of an article: what is extracted depends on nothing else
        sha256(concat_ws(
            chr(31),
            first_appearances.sha256,
            first_appearances.published::varchar,
            coalesce(first_appearances.title, ''),
            coalesce(first_appearances.dateline, ''),
            coalesce(first_appearances.agency, ''),
            coalesce(first_appearances.publisher, '')
        )) as input_hash,

        first_appearances.sha256,
        first_appearances.title,
        first_appearances.published,
        first_appearances.dateline,
        first_appearances.agency,
        first_appearances.byline,
        first_appearances.publisher,
        first_appearances.url,
        first_appearances.body,
        len(regexp_extract_all(first_appearances.body, '\S+'))::integer as word_count,
        counted.n_appearances,
        first_appearances.source_file,
        first_appearances.source_line,
        first_appearances.source_format,
        first_appearances.encoding,
        first_appearances.parser_notes

    from first_appearances

    inner join counted on first_appearances.article_id = counted.article_id

)

select * from articles
