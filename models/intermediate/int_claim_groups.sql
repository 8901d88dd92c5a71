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

)

select
    claim_id,
    min(member) as group_id

from reached

group by claim_id

order by claim_id
