with

corrections as (

    select
        * exclude (incident_id) replace (
            nullif(old_value, '') as old_value,
            nullif(new_value, '') as new_value
        )

    from {{ ref('corrections') }}

    where claim_id is not null

),

compared as (

    select
        corrections.*,
        told.claim_id is not null as claim_is_known,
        case corrections.field
            {%- for field in correctable_fields() %}
            when '{{ field }}' then told.{{ field }}::varchar
            {%- endfor %}
            when 'accept' then {{ reading('told') }}
        end as found_value,
        case corrections.field
            {%- for field, type in correctable_fields().items() %}
            when '{{ field }}'
                then
                    told.kind in ({{ "'" ~ kinds_with(field) | join("', '") ~ "'" }})
                    {%- if words_of(field) %}
                    and coalesce(corrections.new_value in ({{ "'" ~ words_of(field) | join("', '") ~ "'" }}), false)
                    {%- else %}
                    and (corrections.new_value is null or try_cast(corrections.new_value as {{ type }}) is not null)
                    {%- endif %}
            {%- endfor %}
            else true
        end as new_value_fits,
        bool_or(corrections.field = 'accept') over of_claim
        and bool_or(corrections.field <> 'accept') over of_claim as is_accepted_and_corrected

    from corrections

    left join {{ ref('int_told_claims') }} as told on corrections.claim_id = told.claim_id

    window of_claim as (partition by corrections.claim_id)

)

select
    correction_id,
    claim_id,
    field,
    old_value,
    found_value,
    new_value,
    reason,
    made_by,
    made_on,
    case
        when not claim_is_known then 'claim_is_gone'
        -- who accepts a claim says that nothing of it is wrong
        when is_accepted_and_corrected then 'contradicts_another'
        when (found_value is distinct from old_value) then 'old_value_is_another'
        when not new_value_fits then 'new_value_does_not_fit'
        else 'applied'
    end as status

from compared
