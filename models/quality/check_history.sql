{{ config(materialized='incremental', incremental_strategy='append', full_refresh=false) }}

select
    '{{ invocation_id }}' as build_id,
    {{ build_time() }} as built_at,
    check_id,
    suite,
    severity,
    status,
    failing_rows,
    rows_checked

from {{ ref('check_results') }}

order by check_id
