with

corrections as (

    select
        correction_id,
        claim_id,
        incident_id,
        field,
        nullif(old_value, '') as old_value,
        nullif(new_value, '') as new_value,
        reason,
        made_by,
        made_on

    from {{ ref('corrections') }}

),

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
    corrections.old_value,
    outcomes.found_value,
    corrections.new_value,
    corrections.reason,
    corrections.made_by,
    corrections.made_on,
    outcomes.status

from corrections

left join outcomes on corrections.correction_id = outcomes.correction_id

order by corrections.correction_id
