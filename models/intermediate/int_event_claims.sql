with

{{ resolved_claims(ref('stg_event_claims')) }},

judged as (

    select
        *,
        {{ set_aside_reason() }} as set_aside_reason

    from resolved

),

claims as (

    select
        judged.*,
        first_actors.actor_id as actor1_id,
        second_actors.actor_id as actor2_id,
        nullif(concat_ws(
            ', ',
            {{ shared_warnings('judged') }}
        ), '') as warning

    from judged

    left join {{ ref('int_actors') }} as first_actors on judged.actor1 = first_actors.name and first_actors.resolved
    left join {{ ref('int_actors') }} as second_actors on judged.actor2 = second_actors.name and second_actors.resolved

)

select * from claims
