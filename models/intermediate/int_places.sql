with

countries as (

    select
        iso2,
        name,
        aliases

    from {{ ref('countries') }}

),

-- keys as the extractor writes them: fl: hand-kept, gn: GeoNames, country: a state as a place
gazetteer as (

    select
        'fl:' || place_id as place_id,
        name,
        string_split(aliases, '|') as aliases,
        kind,
        coalesce('fl:' || nullif(parent_id, ''), 'country:' || country_iso2) as parent_id,
        country_iso2,
        latitude,
        longitude,
        geo_precision

    from {{ ref('places') }}

),

provinces as (

    select
        place_id,
        name

    from gazetteer

    where kind = 'province'

),

hand_kept as (

    select
        gazetteer.place_id,
        gazetteer.name,
        gazetteer.aliases,
        gazetteer.kind,
        gazetteer.parent_id,
        provinces.name as admin1,
        gazetteer.country_iso2,
        gazetteer.latitude,
        gazetteer.longitude,
        gazetteer.geo_precision,
        'places' as gazetteer

    from gazetteer

    left join provinces on gazetteer.parent_id = provinces.place_id

),

geonames as (

    select
        place_id,
        name,
        null::varchar[] as aliases,
        'city' as kind,
        'country:' || country_iso2 as parent_id,
        null::varchar as admin1,
        country_iso2,
        latitude,
        longitude,
        'exact' as geo_precision,
        'geonames' as gazetteer

    from {{ ref('raw_geonames') }}

),

states as (

    select
        'country:' || iso2 as place_id,
        name,
        string_split(aliases, '|') as aliases,
        'country' as kind,
        null::varchar as parent_id,
        null::varchar as admin1,
        iso2 as country_iso2,
        null::double as latitude,
        null::double as longitude,
        null::varchar as geo_precision,
        'countries' as gazetteer

    from countries

),

known as (

    select * from hand_kept
    union all
    select * from geonames
    union all
    select * from states

),

unresolved as (

    select distinct mentions.place as name

    from {{ ref('int_place_mentions') }} as mentions

    left join known as by_id on mentions.place_id = by_id.place_id
    left join known as by_name on mentions.place = by_name.name

    where by_id.place_id is null and by_name.place_id is null

),

places as (

    select
        known.place_id,
        known.name,
        known.aliases,
        known.kind,
        known.parent_id,
        known.admin1,
        known.country_iso2,
        countries.name as country,
        known.latitude,
        known.longitude,
        known.geo_precision,
        known.gazetteer,
        true as resolved

    from known

    left join countries on known.country_iso2 = countries.iso2

    union all

    select
        {{ text_key('name') }} as place_id,
        name,
        null as aliases,
        null as kind,
        null as parent_id,
        null as admin1,
        null as country_iso2,
        null as country,
        null as latitude,
        null as longitude,
        null as geo_precision,
        null as gazetteer,
        false as resolved

    from unresolved

)

select * from places
