with

written as (

    select distinct publisher

    from {{ ref('stg_article_appearances') }}

    where publisher is not null

),

source_names as (

    select
        source_id,
        name,
        lower(trim(unnest(list_concat([name], string_split(coalesce(aliases, ''), '|'))))) as spelling

    from {{ ref('sources') }}

),

matched as (

    select
        written.publisher as publisher_text,
        min(source_names.source_id) as source_id,
        arg_min(source_names.name, source_names.source_id) as name

    from written

    left join source_names on lower(written.publisher) = source_names.spelling

    group by written.publisher

),

publishers as (

    select
        publisher_text,
        coalesce(source_id, {{ text_key('publisher_text') }}) as publisher_id,
        coalesce(name, publisher_text) as publisher,
        source_id is not null as resolved

    from matched

)

select * from publishers
