{#- Fails for each critical check that failed: then nothing after it runs, and there is no release. -#}
{% test no_critical_check_failed(model, severity_column, status_column) %}

select *
from {{ model }}
where {{ severity_column }} = 'critical' and {{ status_column }} = 'failed'

{% endtest %}
