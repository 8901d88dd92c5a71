with

incident_totals as (

    select distinct
        'incident' as scope,
        -- groups of victims that nobody tells together have a series each
        case tally
            when 'all' then incident_id
            else 's' || left(sha256(concat_ws(chr(31), incident_id, tally)), 16)
        end as series_id,
        incident_id,
        measure,
        tally as victim_group,
        null as place_id,
        null as place,
        asserter,
        article_id,
        published,
        total_best as told,
        total_is_open as is_open,
        null::varchar[] as correction_ids

    from {{ ref('int_incident_figures') }}

    -- a row a source and article: what it tells of all victims there
    where
        excluded is null
        and not is_part
        and coalesce(not_best_because, '') not in (
            'only_some_victims', 'lower_figure_in_the_same_article', 'group_of_a_told_whole'
        )
        and total_best is not null

),

wider_totals as (

    select
        claims.scope,
        's' || left(sha256(concat_ws(
            chr(31),
            claims.scope,
            claims.subkind,
            coalesce(claims.place_id, claims.place, ''),
            coalesce(claims.actor2, ''),
            case when claims.victim_class = 'civilian' then 'civilian' else '' end
        )), 16) as series_id,
        null as incident_id,
        claims.subkind as measure,
        'all' as victim_group,
        claims.place_id,
        claims.place,
        {{ asserter('claims', 'texts') }} as asserter,
        claims.article_id,
        claims.published,
        max({{ told_figure('claims') }})::bigint as told,
        bool_or(claims.value_high is null) as is_open,
        nullif(list_sort(list_distinct(flatten(list(claims.correction_ids)))), []) as correction_ids

    from {{ ref('int_corrected_claims') }} as claims

    inner join {{ ref('int_article_texts') }} as texts on claims.article_id = texts.article_id

    where
        claims.kind = 'casualty'
        and claims.scope <> 'incident'
        and claims.part_of_claim_id is null
        and claims.unit = 'person'
        and not texts.is_reprint
        and {{ told_figure('claims') }} is not null

    group by
        claims.scope, series_id, claims.subkind, claims.place_id, claims.place, claims.claimed_by, texts.own_voice,
        claims.article_id, claims.published

),

told as (

    select * from incident_totals
    union all
    select * from wider_totals

),

compared as (

    select
        *,
        row_number() over (
            partition by series_id, measure order by published, told, asserter, article_id
        )::integer as series_number,
        max(told) over (
            partition by series_id, measure order by published, told, asserter, article_id
            rows between unbounded preceding and 1 preceding
        ) as highest_before

    from told

)

select
    compared.series_id,
    compared.series_number,
    compared.scope,
    compared.measure,
    compared.victim_group,
    compared.incident_id,
    coalesce(incidents.place_id, compared.place_id) as place_id,
    coalesce(incidents.place, compared.place) as place,
    compared.published,
    compared.asserter,
    compared.article_id,
    compared.told as value_told,
    compared.is_open,
    compared.highest_before,
    (compared.told - compared.highest_before)::bigint as change,
    case
        when compared.highest_before is null then 'first'
        when compared.told > compared.highest_before then 'rise'
        when compared.told = compared.highest_before then 'same'
        else 'lower'
    end as step,
    coalesce(incidents.correction_ids, compared.correction_ids) as correction_ids,
    -- the dead of a war or a campaign do not become fewer
    case when compared.scope <> 'incident' and compared.told < compared.highest_before then 'toll_fell' end as warning

from compared

left join {{ ref('fct_incidents') }} as incidents on compared.incident_id = incidents.incident_id

order by compared.series_id, compared.measure, compared.series_number
