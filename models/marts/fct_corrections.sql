with

outcomes as (

    select
        correction_id,
        found_value,
        status

    from {{ ref('int_claim_corrections') }}

    union all

    select distinct
        correction_id,
        found_value,
        status

    from {{ ref('int_incident_corrections') }}

)

select
    corrections.correction_id,
    corrections.claim_id,
    corrections.incident_id,
    corrections.field,
    nullif(corrections.old_value, '') as old_value,
    outcomes.found_value,
    nullif(corrections.new_value, '') as new_value,
    corrections.reason,
    corrections.made_by,
    corrections.made_on,
    outcomes.status

from {{ ref('corrections') }} as corrections

left join outcomes on corrections.correction_id = outcomes.correction_id

order by corrections.correction_id
