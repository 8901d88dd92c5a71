with

grouped as (

    select
        articles.article_id,
        groups.group_id,
        articles.published,
        nullif(trim(articles.agency), '') as agency,
        coalesce(publishers.publisher, articles.publisher) as publisher

    from {{ ref('stg_articles') }} as articles

    inner join {{ ref('int_text_groups') }} as groups on articles.article_id = groups.article_id

    left join {{ ref('int_publishers') }} as publishers on articles.publisher = publishers.publisher_text

),

-- a reprint speaks with the voice of the first that printed the text
ranked as (

    select
        *,
        row_number() over (partition by group_id order by published, article_id) as print_number,
        max(agency) over (partition by group_id) as group_agency,
        first_value(article_id) over (partition by group_id order by published, article_id) as text_id,
        first_value(publisher) over (partition by group_id order by published, article_id) as group_publisher

    from grouped

)

select
    article_id,
    text_id,
    print_number > 1 as is_reprint,
    case
        when group_agency is not null then 'agency: ' || group_agency
        when group_publisher is not null then 'outlet: ' || group_publisher
        else 'text: ' || text_id
    end as own_voice

from ranked
