with

incidents as (

    select
        *,
        date_diff('day', date_start, date_end) as span_days

    from {{ ref('int_incidents') }}

),

tolls as (

    select * from {{ ref('fct_incident_tolls') }}

),

actors as (

    select
        actor_id,
        name,
        acled_inter

    from {{ ref('dim_actor') }}

),

joined as (

    select
        incidents.*,
        types.acled_event_type,
        types.acled_sub_event_type,
        types.ucdp_type_of_violence,
        places.name as place,
        places.admin1,
        places.country_iso2,
        places.geo_precision,
        places.where_prec,
        first_actors.actor_id as actor1_id,
        first_actors.acled_inter as inter1,
        second_actors.actor_id as actor2_id,
        second_actors.acled_inter as inter2,
        killed.value_low as deaths_low,
        killed.value_best as deaths_best,
        killed.value_high as deaths_high,
        killed.high_is_open as deaths_high_is_open,
        killed.side_a as deaths_side_a,
        killed.side_b as deaths_side_b,
        killed.civilians as deaths_civilians,
        killed.unknown as deaths_unknown,
        killed.agreement as deaths_agreement,
        wounded.value_low as injured_low,
        wounded.value_best as injured_best,
        wounded.value_high as injured_high,
        displaced.value_low as displaced_low,
        displaced.value_best as displaced_best,
        displaced.value_high as displaced_high,
        nullif(concat_ws(', ', killed.warning, wounded.warning, displaced.warning), '') as warning

    from incidents

    left join {{ ref('dim_event_type') }} as types on incidents.event_type = types.event_type

    left join {{ ref('dim_place') }} as places on incidents.place_id = places.place_id

    left join actors as first_actors on incidents.actor1 = first_actors.name

    left join actors as second_actors on incidents.actor2 = second_actors.name

    left join tolls as killed on incidents.incident_id = killed.incident_id and killed.measure = 'killed'

    left join tolls as wounded on incidents.incident_id = wounded.incident_id and wounded.measure = 'wounded'

    left join tolls as displaced on incidents.incident_id = displaced.incident_id and displaced.measure = 'displaced'

)

select
    incident_id,
    event_type,
    nullif(acled_event_type, '') as acled_event_type,
    case
        when event_type = 'territory_captured' and inter1 in (1, 8) then 'Government regains territory'
        when event_type = 'territory_captured' and inter1 is not null then 'Non-state actor overtakes territory'
        when event_type = 'territory_captured' then null
        else nullif(acled_sub_event_type, '')
    end as acled_sub_event_type,
    ucdp_type_of_violence,
    date_start,
    date_end,
    case
        when span_days = 0 then 'day'
        when span_days <= 6 then 'days'
        when span_days <= 30 then 'month'
        when date_start is not null and date_end is not null then 'longer'
        when date_end is not null or date_start is not null then 'open'
    end as date_precision,
    (case when span_days = 0 then 1 when span_days <= 6 then 2 when span_days <= 30 then 3 end)::integer
        as acled_time_precision,
    (case
        when span_days = 0 then 1
        when span_days <= 5 then 2
        when span_days <= 6 then 3
        when span_days <= 30 then 4
        when span_days <= 365 then 5
    end)::integer as ucdp_date_prec,
    place_id,
    place,
    admin1,
    country_iso2,
    geo_precision,
    where_prec,
    actor1_id,
    actor1,
    inter1,
    actor2_id,
    actor2,
    inter2,
    case
        when
            inter1 is not null and inter2 is not null
            then least(inter1, inter2)::varchar || greatest(inter1, inter2)::varchar
        when coalesce(inter1, inter2) is not null then coalesce(inter1, inter2)::varchar || '0'
    end as interaction,
    deaths_low,
    deaths_best,
    deaths_high,
    deaths_high_is_open,
    deaths_side_a,
    deaths_side_b,
    deaths_civilians,
    deaths_unknown,
    injured_low,
    injured_best,
    injured_high,
    displaced_low,
    displaced_best,
    displaced_high,
    n_claims,
    n_event_claims,
    n_casualty_claims,
    n_articles,
    n_reprints,
    n_independent_sources,
    coalesce(deaths_agreement, case when n_independent_sources > 1 then 'agree' else 'single_source' end) as agreement,
    first_told,
    last_told,
    founder_claim_id,
    correction_ids,
    warning

from joined

order by date_start nulls last, incident_id
