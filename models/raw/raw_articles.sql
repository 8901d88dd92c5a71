{{ config(materialized='view') }}

select
    article_id,
    file,
    line,
    format,
    encoding,
    sha256,
    source_id,
    title,
    published,
    dateline,
    agency,
    byline,
    publisher,
    url,
    body,
    parser_notes

from {{ ref('raw_received') }}

where row_type = 'article'
