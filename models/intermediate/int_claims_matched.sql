{{ config(materialized='table') }}

with

claims as (

    select * from {{ ref('int_incident_claims') }}

),

-- merges and splits by people; of several that touch a claim, the last one places it
corrections as (

    select
        claim_id,
        arg_max(group_id, step) as group_id,
        list(correction_id order by step) as correction_ids,
        string_agg(
            case when field = 'merge' then 'merged' else 'split off' end || ' by correction ' || correction_id,
            ', '
            order by step
        ) filter (where is_moved) as moved

    from {{ ref('int_incident_corrections') }}

    where status = 'applied'

    group by claim_id

),

grouped as (

    select
        claims.*,
        coalesce(corrections.group_id, groups.group_id) as group_id,
        corrections.correction_ids as regrouped_by,
        corrections.moved

    from claims

    inner join {{ ref('int_claim_groups') }} as groups on claims.claim_id = groups.claim_id

    left join corrections on claims.claim_id = corrections.claim_id

),

-- the claim told first gives the incident its key: what is told later cannot change it
founded as (

    select
        group_id,
        arg_min(claim_id, (published, article_id, char_start, claim_id)) as founder_claim_id,
        count(*)::integer as n_claims

    from grouped

    group by group_id

),

explained as (

    select
        links.claim_a,
        links.claim_b,
        links.outcome,
        pairs.score,
        concat_ws(
            ', ',
            'place ' || pairs.place_relation,
            'dates ' || pairs.date_relation,
            'kinds ' || pairs.kind_relation,
            case when pairs.n_agreed_actors > 0 then pairs.n_agreed_actors || ' actors agree' end,
            case when pairs.parties_reversed then 'parties reversed' end,
            case when pairs.same_figure then 'same figure' end,
            case when pairs.same_sentence then 'same sentence' end
        ) as reasons

    from {{ ref('int_claim_links') }} as links

    inner join {{ ref('int_claim_pairs') }} as pairs on links.claim_a = pairs.claim_a and links.claim_b = pairs.claim_b

    inner join grouped as a on links.claim_a = a.claim_id

    inner join grouped as b on links.claim_b = b.claim_id

    where links.outcome in ('merged', 'already_together') and a.group_id = b.group_id

),

-- of several links to the other members, the strongest says why a claim belongs
best_links as (

    select
        claim_id,
        arg_max(linked_claim_id, (score, linked_claim_id)) as linked_claim_id,
        arg_max(reasons, (score, linked_claim_id)) as link_reasons,
        max(score) as link_score

    from (
        select
            claim_a as claim_id,
            claim_b as linked_claim_id,
            score,
            reasons
        from explained
        union all
        select
            claim_b,
            claim_a,
            score,
            reasons
        from explained
    ) as both_ends

    group by claim_id

)

select
    grouped.claim_id,
    'i' || right(founded.founder_claim_id, 16) as incident_id,
    founded.founder_claim_id,
    founded.n_claims,
    grouped.kind,
    grouped.subkind,
    grouped.family,
    grouped.article_id,
    grouped.text_id,
    grouped.asserter,
    coalesce(best_links.linked_claim_id, wholes.claim_id) as linked_claim_id,
    best_links.link_score,
    nullif(concat_ws(
        '; ',
        case
            when best_links.link_reasons is not null then best_links.link_reasons
            when wholes.claim_id is not null then 'part of a figure of the incident'
        end,
        grouped.moved
    ), '') as link_reasons,
    grouped.regrouped_by

from grouped

inner join founded on grouped.group_id = founded.group_id

left join best_links on grouped.claim_id = best_links.claim_id

left join grouped as wholes on grouped.part_of_claim_id = wholes.claim_id and grouped.group_id = wholes.group_id

order by grouped.claim_id
