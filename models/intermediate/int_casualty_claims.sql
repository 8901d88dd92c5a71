with

{{ resolved_claims(ref('stg_casualty_claims')) }},

judged as (

    select
        *,
        {{ set_aside_reason("when value_low > value_best or value_best > value_high or value_low > value_high
                then 'bounds_out_of_order'") }}
            as set_aside_reason

    from resolved

),

-- the whole that a part names by its ordinal in the article; a larger part, one of another measure, or the toll of a
-- campaign or war beside that of an incident, has none
tied as (

    select
        parts.claim_id,
        wholes.claim_id as whole_claim_id,
        wholes.measure = parts.measure as same_measure,
        {{ scope_fits('parts', 'wholes') }} as scope_fits,
        coalesce(parts.value_best, parts.value_low) > coalesce(wholes.value_high, wholes.value_best)
            as larger_than_whole

    from judged as parts

    inner join judged as wholes
        on
            parts.article_id = wholes.article_id
            and parts.part_of_ordinal = wholes.ordinal
            and parts.claim_id <> wholes.claim_id

    where wholes.set_aside_reason is null

),

claims as (

    select
        judged.*,
        victims.actor_id as victim_actor_id,
        perpetrators.actor_id as perpetrator_actor_id,
        case
            when
                tied.same_measure and tied.scope_fits is not false and tied.larger_than_whole is not true
                then tied.whole_claim_id
        end as part_of_claim_id,
        nullif(concat_ws(
            ', ',
            case when tied.larger_than_whole then 'part_larger_than_whole' end,
            case when not tied.same_measure then 'part_of_another_measure' end,
            case when tied.scope_fits is false then 'part_of_narrower_scope' end,
            {{ shared_warnings('judged') }}
        ), '') as warning

    from judged

    left join tied on judged.claim_id = tied.claim_id
    left join {{ ref('int_actors') }} as victims on judged.victim_actor = victims.name and victims.resolved
    left join {{ ref('int_actors') }} as perpetrators
        on judged.perpetrator = perpetrators.name and perpetrators.resolved

)

select * from claims
