with

keyed as (

    select * from {{ ref('stg_event_claims') }}

),

{{ resolved_claims('keyed') }},

judged as (

    select
        *,
        {{ set_aside_reason() }} as set_aside_reason

    from resolved

),

actors as (

    select
        actor_id,
        name

    from {{ ref('int_actors') }}

    where resolved

),

claims as (

    select
        judged.*,
        first_actors.actor_id as actor1_id,
        second_actors.actor_id as actor2_id,
        nullif(concat_ws(
            ', ',
            case when judged.date_start > judged.published then 'date_after_publication' end,
            case when judged.place is not null and judged.place_id is null then 'unknown_place' end
        ), '') as warning

    from judged

    left join actors as first_actors on judged.actor1 = first_actors.name
    left join actors as second_actors on judged.actor2 = second_actors.name

)

select * from claims
