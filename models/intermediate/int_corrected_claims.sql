{{ config(materialized='table') }}

with

corrections as (

    select
        claim_id,
        map_from_entries(list((field, new_value))) as new_values,
        list(correction_id order by correction_id) as correction_ids

    from {{ ref('int_claim_corrections') }}

    where status = 'applied' and field <> 'accept'

    group by claim_id

),

-- a person read the claim and found it right: that marks it and changes nothing
acceptances as (

    select
        claim_id,
        min(correction_id) as acceptance_id

    from {{ ref('int_claim_corrections') }}

    where status = 'applied' and field = 'accept'

    group by claim_id

),

-- the one place where corrections of claims take effect; those of incidents do in int_incident_corrections
corrected as (

    select
        told.* replace (
            {%- for field, type in correctable_fields().items() %}
            case
                when map_contains(corrections.new_values, '{{ field }}')
                    then corrections.new_values['{{ field }}']::{{ type }}
                else told.{{ field }}
            end as {{ field }},
            {%- endfor %}
            -- the article's word for an amount that was corrected
            case
                when
                    not map_contains(corrections.new_values, 'value_low')
                    and not map_contains(corrections.new_values, 'value_best')
                    and not map_contains(corrections.new_values, 'value_high')
                    or corrections.claim_id is null
                    then told.vague_term
            end as vague_term,
            case when map_contains(corrections.new_values, 'place_id') then places.name else told.place end as place,
            case
                when map_contains(corrections.new_values, 'claimed_by') then speakers.source_id
                else told.claimed_by_id
            end as claimed_by_id,
            coalesce(
                corrections.new_values['measure'],
                corrections.new_values['event_type'],
                corrections.new_values['relation'],
                told.subkind
            ) as subkind
        ),
        corrections.correction_ids,
        acceptances.acceptance_id

    from {{ ref('int_told_claims') }} as told

    left join corrections on told.claim_id = corrections.claim_id

    left join acceptances on told.claim_id = acceptances.claim_id

    left join {{ ref('int_places') }} as places on corrections.new_values['place_id'] = places.place_id

    left join {{ ref('int_sources') }} as speakers on corrections.new_values['claimed_by'] = speakers.name

    where coalesce(not map_contains(corrections.new_values, 'reject'), true)

),

-- a part stays one while its whole is there, measures the same and covers no less
claims as (

    select
        corrected.* exclude (measure, event_type, relation) replace ( -- noqa: RF02
            case
                when wholes.subkind = corrected.subkind and {{ scope_fits('corrected', 'wholes') }}
                    then corrected.part_of_claim_id
            end as part_of_claim_id
        )

    from corrected

    left join corrected as wholes on corrected.part_of_claim_id = wholes.claim_id

)

select * from claims
