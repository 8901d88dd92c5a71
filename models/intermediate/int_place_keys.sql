with

mentions as (

    select
        place,
        place_id

    from {{ ref('int_place_mentions') }}

),

places as (

    select
        place_id,
        name

    from {{ ref('int_places') }}

    where resolved

),

by_name as (

    -- two places of one name: the name alone does not say which
    select
        name,
        min(place_id) as place_id

    from places

    group by name

    having count(*) = 1

),

keys as (

    select
        mentions.place,
        mentions.place_id as stated_place_id,
        coalesce(by_id.place_id, by_name.place_id) as place_id

    from mentions

    left join places as by_id on mentions.place_id = by_id.place_id
    left join by_name on mentions.place = by_name.name

)

select * from keys
