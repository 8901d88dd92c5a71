select
    file,
    line,
    reason_code,
    reason,
    detail

from {{ ref('raw_rejects') }}

order by file, line, reason_code
