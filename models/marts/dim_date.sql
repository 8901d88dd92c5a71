with

used as (

    select published as date_day from {{ ref('stg_articles') }}
    union
    select date_start from {{ ref('int_casualty_claims') }}
    union
    select date_end from {{ ref('int_casualty_claims') }}
    union
    select date_start from {{ ref('int_territory_claims') }}
    union
    select date_end from {{ ref('int_territory_claims') }}
    union
    select date_start from {{ ref('int_event_claims') }}
    union
    select date_end from {{ ref('int_event_claims') }}

),

bounds as (

    select
        date_trunc('year', min(date_day))::date as first_day,
        (date_trunc('year', max(date_day)) + interval 1 year - interval 1 day)::date as last_day

    from used

),

days as (

    select unnest(generate_series(first_day, last_day, interval 1 day))::date as date_day

    from bounds

    where first_day is not null

)

select
    date_day,
    strftime(date_day, '%Y%m%d')::integer as date_key,
    strftime(date_day, '%G-W%V') as iso_week,
    date_trunc('month', date_day)::date as month_start,
    strftime(date_day, '%Y') || '-Q' || quarter(date_day) as quarter,
    year(date_day)::integer as year,
    monthname(date_day) as month_name,
    isodow(date_day) >= 6 as is_weekend

from days

order by date_day
