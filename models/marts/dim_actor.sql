select
    actor_id,
    name,
    kind,
    side,
    country_iso2,
    acled_inter::integer as acled_inter,
    ucdp_name,
    aliases,
    resolved

from {{ ref('int_actors') }}

order by actor_id
