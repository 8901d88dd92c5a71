{#-
  Fails for each row whose figure cannot be read in its quote: neither its digits nor any word for a number stands there.
  Digits are compared without thousands separators.
-#}
{% test figure_is_in_the_quote(model, value, quote) %}

select
    {{ value }},
    {{ quote }}
from {{ model }}
where
    {{ value }} is not null
    and not contains(regexp_replace({{ quote }}, '(\d)[,. \x{a0}](\d\d\d)', '\1\2', 'g'), ({{ value }}::bigint)::varchar)
    and not regexp_matches(
        lower({{ quote }}),
        '\b(an?|another|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen'
        || '|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?'
        || '|millions?|billions?|dozens?|scores?|couple|pair|both|half|halves|thirds?|quarters?|fifths?|tenths?'
        || '|all|full|fully|entire|entirely|whole|complete|completely|total|totally|most|majority|virtually)\b'
        -- 10m, 2.5bn, 40k
        || '|\d ?(k|m|mn|bn)\b'
    )

{% endtest %}
