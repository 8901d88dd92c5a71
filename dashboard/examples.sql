-- name: What each claimant says about deaths
-- One row a claim with its bounds; claims are alternatives, so nothing is added up.
select claimed_by, place, date_start, value_low, value_best, value_high, quoted_text
from marts.fct_casualties
where measure = 'killed' and scope = 'incident'
order by date_start desc nulls last, place
limit 100;

-- name: Different figures for one place and day
select place, date_start, measure, count(*) as claims,
    min(coalesce(value_best, value_low, value_high)) as lowest,
    max(coalesce(value_best, value_low, value_high)) as highest,
    list(distinct coalesce(claimed_by, 'the article itself')) as by_whom
from marts.fct_casualties
where scope = 'incident' and place is not null and date_start is not null
group by place, date_start, measure
having count(distinct coalesce(claimed_by, publisher_id)) > 1
order by highest desc;

-- name: Who is said to hold what
select place, actor, relation, pct_low, pct_best, pct_high, base, date_end as as_of, claimed_by, quoted_text
from marts.fct_territory
order by place, as_of;

-- name: Events of one type, with a parameter
-- $type is a parameter: a field for it appears under the editor.
select date_start, place, actor1, actor2, quoted_text
from marts.fct_events
where event_type = $type
order by date_start desc nulls last;

-- name: Events in ACLED's words
select acled_event_type, acled_sub_event_type, count(*) as events
from marts.fct_events join marts.dim_event_type using (event_type)
group by acled_event_type, acled_sub_event_type
order by events desc;

-- name: Claims that were set aside, and why
select reason, modality, count(*) as claims
from marts.fct_claims_set_aside
group by reason, modality
order by claims desc;

-- name: People killed by month and place, reconciled
-- One figure an incident, made by the published rule, added up by month; what is in no sum is counted beside it.
select month_start, place, sum(value_low) as low, sum(value_best) as best, sum(value_high) as high,
    bool_or(high_is_open) as high_is_open, sum(n_incidents) as incidents, sum(n_claims_left_out) as claims_left_out
from marts.fct_harm_monthly
where measure = 'killed'
group by month_start, place
order by month_start nulls last, best desc nulls last;

-- name: Civilians and fighters, by month
select month_start, victims, sum(value_best) as best, sum(n_incidents) as incidents
from marts.fct_harm_by_victims
where measure = 'killed'
group by all
order by month_start nulls last, victims;

-- name: What each source tells of the dead, by month
select month_start, asserter, is_party, sum(value_best) as best, sum(n_claims) as claims
from marts.fct_harm_by_source
where measure = 'killed'
group by all
order by month_start nulls last, best desc nulls last;

-- name: Why claims of harm are in no total
select reason, measure, sum(n_claims) as claims
from marts.fct_harm_left_out
where reason <> 'counted'
group by all
order by claims desc;

-- name: Tolls of the whole conflict, as a series
select date_end as as_of, value_low, value_best, value_high, claimed_by, quoted_text
from marts.fct_casualties
where scope = 'conflict' and measure = 'killed'
order by as_of;

-- name: Parts under their whole
select whole.quoted_text as whole, whole.value_best, part.quoted_text as part, part.value_best as part_value
from marts.fct_casualties as part
join marts.fct_casualties as whole on whole.claim_id = part.part_of_claim_id;

-- name: Articles and their claims
select article.published, article.title, article.publisher, count(claim.claim_id) as casualty_claims
from marts.dim_article as article left join marts.fct_casualties as claim using (article_id)
group by all
order by article.published desc;

-- name: Places that are not on the map
select place_id, name, kind from marts.dim_place where latitude is null order by name;

-- name: A claim with the sentence around it
select claim.claim_id, article.title,
    substr(article.body, greatest(claim.char_start - 150, 1), 300 + claim.char_end - claim.char_start) as context
from marts.fct_casualties as claim join marts.dim_article as article using (article_id)
limit 20;

-- name: Who is quoted by whom
select coalesce(claimed_by, 'the article itself') as claimant, publisher.name as publisher, count(*) as claims
from marts.fct_casualties as claim left join marts.dim_source as publisher on publisher.source_id = claim.publisher_id
group by all
order by claims desc;

-- name: Checks of this release
from quality.check_results;

-- name: What the columns mean
select table_name, column_name, data_type, description from marts.meta_dictionary order by table_name, column_name;
