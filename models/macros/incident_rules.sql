{#-
  Rules by which tellings become one incident, in one place. Version 1 of 2026-11-22.
-#}

{#- Links that score lower are not made; see int_claim_pairs for what scores how much. -#}
{% macro link_threshold() -%}6.5{%- endmacro %}

{#- What an event type or a measure of harm tells of: only claims of one family, or harm and its cause, tell one incident. -#}
{% macro incident_family(subkind) -%}
case
    when {{ subkind }} in ('armed_clash', 'offensive_launched', 'advance', 'territory_captured', 'withdrawal') then 'battle'
    when {{ subkind }} in ('suicide_bombing', 'bombing') then 'bombing'
    when {{ subkind }} in ('attack_on_civilians', 'execution', 'assassination', 'other_violence') then 'violence'
    when {{ subkind }} in ('killed', 'wounded', 'missing') then 'harm'
    when {{ subkind }} = 'siege_imposed' then 'siege'
    when {{ subkind }} = 'displaced' then 'displacement'
    when {{ subkind }} = 'evacuated' then 'evacuation'
    when {{ subkind }} = 'trapped' then 'siege'
    when {{ subkind }} = 'affected' then 'aid_blocked'
    else {{ subkind }}
end
{%- endmacro %}

{#- Violence by what it was done with: tellers often name it differently, and one article often tells several. -#}
{% macro violent_families() -%}('battle', 'air_strike', 'shelling', 'bombing', 'chemical_attack', 'violence'){%- endmacro %}

{#-
  The best figure of an incident. Version 2 of 2026-11-22.

  1. Reprints, figures in families, and amounts with no bound ("many") do not count; parts never add to their whole.
  2. Where anybody tells a figure of all victims, one tally is kept of all of them. Where nobody does, each group of victims
     (civilians, the fighters of a party) has a tally of its own, and the tallies add up. Fighters of nobody in particular are
     those of the one party whose fighters are told; where several are, they may be any: only the larger counts.
  3. In a tally each asserter counts once, with what its latest article tells; its groups add up where it tells no whole.
     Who tells only some victims counts only if that exceeds every whole, for those who are no party every whole of such; where
     only one kind of victims is ever told, who tells that kind tells all.
  4. A figure is superseded by a higher one published on a later day, unless only a party to the conflict tells the later one.
  5. Low and high of a tally are the lowest and highest bounds of what is left; high is open where a bound is. "Up to 40" tells no
     floor: it counts as 40 on both ends.
  6. Best is the lower median of what is left, where parties to the conflict count only if nobody else tells a figure.
     Bodies that count and help (of the United Nations, the Red Cross, rescuers) are no party.

  Rejected: the highest figure (rewards the loudest claimant), the mean (a figure that nobody told), and the latest figure whoever
  tells it (lets a party to the conflict write the toll). Version 1 took a source that told one group only for an alternative to
  a source that told another, and showed 5 civilians where 5 civilians and 9 fighters had been told.
-#}
{% macro best_figure(column) -%}quantile_disc({{ column }}, 0.5)::bigint{%- endmacro %}

{#- One number for a claim: the best it tells, else the bound nearest to what it says. -#}
{% macro told_figure(claims) -%}coalesce({{ claims }}.value_best, nullif({{ claims }}.value_low, 0), {{ claims }}.value_high){%- endmacro %}

{#- What a correction may change, and the type of it. -#}
{% macro correctable_fields() %}
    {{ return({
        'place_id': 'varchar', 'actor1': 'varchar', 'actor2': 'varchar', 'date_start': 'date', 'date_end': 'date',
        'value_low': 'bigint', 'value_best': 'bigint', 'value_high': 'bigint',
        'pct_low': 'double', 'pct_best': 'double', 'pct_high': 'double',
        'claimed_by': 'varchar', 'scope': 'varchar', 'measure': 'varchar', 'event_type': 'varchar', 'relation': 'varchar'
    }) }}
{% endmacro %}

{#- The words that a correctable field may hold, if they are listed: those of the extractor (frontledger.claims). -#}
{% macro words_of(field) %}
    {% if field == 'scope' %}{{ return(['incident', 'campaign', 'conflict']) }}{% endif %}
    {% if field == 'measure' %}
        {{ return(['killed', 'wounded', 'captured', 'missing', 'displaced', 'trapped', 'evacuated', 'affected']) }}
    {% endif %}
    {% if field == 'event_type' %}
        {{ return([
            'armed_clash', 'offensive_launched', 'territory_captured', 'advance', 'withdrawal', 'siege_imposed',
            'siege_broken', 'air_strike', 'shelling', 'suicide_bombing', 'bombing', 'chemical_attack',
            'attack_on_civilians', 'execution', 'abduction', 'assassination', 'mass_grave', 'property_destruction',
            'looting', 'arrest', 'agreement', 'ceasefire', 'ceasefire_violation', 'talks', 'deployment', 'mine_clearance',
            'aid_delivery', 'aid_blocked', 'displacement', 'evacuation', 'protest', 'other_violence'
        ]) }}
    {% endif %}
    {% if field == 'relation' %}{{ return(['holds', 'lost']) }}{% endif %}
    {{ return([]) }}
{% endmacro %}

{#- Whether a toll can be part of another by what they cover: never that of a campaign or war beside that of an incident. -#}
{% macro scope_fits(parts, wholes) -%}
({{ wholes }}.scope <> 'incident' or {{ parts }}.scope = 'incident')
        and ({{ wholes }}.scope <> 'campaign' or {{ parts }}.scope <> 'conflict')
{%- endmacro %}

{#- What a claim tells of all that a correction may change, as a person who accepts it expects it: stated fields only. -#}
{% macro reading(told) -%}
nullif(concat_ws(
    '|'
    {%- for field in correctable_fields() %},
    '{{ field }}=' || {{ told }}.{{ field }}::varchar
    {%- endfor %}
), '')
{%- endmacro %}

{#- The kinds of claim that have a correctable field. -#}
{% macro kinds_with(field) %}
    {% if field.startswith('value_') or field in ('scope', 'measure') %}{{ return(['casualty']) }}{% endif %}
    {% if field == 'event_type' %}{{ return(['event']) }}{% endif %}
    {% if field.startswith('pct_') or field == 'relation' %}{{ return(['territory']) }}{% endif %}
    {% if field == 'actor2' %}{{ return(['event', 'casualty']) }}{% endif %}
    {{ return(['event', 'casualty', 'territory']) }}
{% endmacro %}
