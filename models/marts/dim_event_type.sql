select
    event_type,
    label,
    description,
    acled_event_type,
    acled_sub_event_type,
    plover_type,
    plover_mode,
    ucdp_type_of_violence::integer as ucdp_type_of_violence,
    vocab_version::varchar as vocab_version

from {{ ref('event_types') }}

order by event_type
