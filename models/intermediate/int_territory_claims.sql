with

{{ resolved_claims(ref('stg_territory_claims')) }},

judged as (

    select
        *,
        {{ set_aside_reason("when pct_low > pct_best or pct_best > pct_high or pct_low > pct_high
                then 'bounds_out_of_order'
            when least(pct_low, pct_best, pct_high, stated_value) < 0 then 'share_out_of_range'
            when greatest(pct_low, pct_best, pct_high, stated_value) > 100 then 'share_out_of_range'
            when place is null then 'share_of_no_place'") }}
            as set_aside_reason

    from resolved

),

claims as (

    select
        judged.*,
        actors.actor_id,
        nullif(concat_ws(
            ', ',
            {{ shared_warnings('judged') }},
            case when judged.actor is null then 'no_actor' end
        ), '') as warning

    from judged

    left join {{ ref('int_actors') }} as actors on judged.actor = actors.name and actors.resolved

)

select * from claims
