{{ config(materialized='table') }}

with recursive

claims as (

    select * from {{ ref('int_incident_claims') }}

),

merged as (

    select
        claim_a,
        claim_b

    from {{ ref('int_claim_links') }}

    where outcome = 'merged'

    union all

    -- a part goes where its whole goes, whatever its own place or date says
    select
        parts.part_of_claim_id,
        parts.claim_id

    from claims as parts

    inner join claims as wholes on parts.part_of_claim_id = wholes.claim_id

),

both_ways as (

    select
        claim_a as from_claim,
        claim_b as to_claim
    from merged
    union all
    select
        claim_b,
        claim_a
    from merged

),

reached as (

    select
        claim_id,
        claim_id as member -- noqa: AL08

    from claims

    union

    select
        reached.claim_id,
        both_ways.to_claim

    from reached

    inner join both_ways on reached.member = both_ways.from_claim

),

-- the claim told first gives the incident its key: what is told later cannot change it
founded as (

    select
        reached.claim_id,
        arg_min(members.claim_id, (members.published, members.article_id, members.char_start, members.claim_id))
            as founder_claim_id,
        count(*)::integer as n_claims

    from reached

    inner join claims as members on reached.member = members.claim_id

    group by reached.claim_id

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
            case when pairs.same_sentence then 'same sentence' end
        ) as reasons

    from {{ ref('int_claim_links') }} as links

    inner join {{ ref('int_claim_pairs') }} as pairs on links.claim_a = pairs.claim_a and links.claim_b = pairs.claim_b

    where links.outcome in ('merged', 'already_together')

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
    claims.claim_id,
    'i' || right(founded.founder_claim_id, 16) as incident_id,
    founded.founder_claim_id,
    founded.n_claims,
    claims.kind,
    claims.subkind,
    claims.family,
    claims.article_id,
    claims.text_id,
    claims.asserter,
    coalesce(best_links.linked_claim_id, claims.part_of_claim_id) as linked_claim_id,
    best_links.link_score,
    case
        when best_links.link_reasons is not null then best_links.link_reasons
        when wholes.claim_id is not null then 'part of a figure of the incident'
    end as link_reasons

from claims

inner join founded on claims.claim_id = founded.claim_id

left join best_links on claims.claim_id = best_links.claim_id

left join claims as wholes on claims.part_of_claim_id = wholes.claim_id

order by claims.claim_id
