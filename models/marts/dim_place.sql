with

places as (

    select * from {{ ref('int_places') }}

)

select
    place_id,
    name,
    kind,
    parent_id,
    admin1,
    country_iso2,
    country,
    latitude,
    longitude,
    geo_precision,
    -- UCDP GED's precision of place: 1 exact, 2 near, 3 district, 4 province, 5 line or region, 6 country, 7 unknown
    case
        when kind = 'country' then 6
        when latitude is null then 7
        when kind in ('province', 'governorate') then 4
        when kind = 'district' then 3
        when geo_precision = 'area' then 5
        when geo_precision = 'exact' then 1
        else 2
    end::integer as where_prec,
    resolved

from places

order by place_id
