{{ config(materialized='view') }}

select
    file,
    line,
    reason_code,
    reason,
    detail

from {{ ref('raw_received') }}

where row_type = 'reject'
