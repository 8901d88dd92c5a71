with

mentions as (

    select
        place,
        place_id
    from {{ ref('stg_casualty_claims') }}
    union
    select
        place,
        place_id
    from {{ ref('stg_territory_claims') }}
    union
    select
        place,
        place_id
    from {{ ref('stg_event_claims') }}

),

named as (

    select
        place,
        place_id

    from mentions

    where place is not null

)

select * from named
