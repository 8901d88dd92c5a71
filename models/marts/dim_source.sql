select
    source_id,
    name,
    kind,
    country_iso2,
    actor,
    is_publisher,
    is_claimant,
    resolved

from {{ ref('int_sources') }}

order by source_id
