{#- Fails for each row whose quote is not the article's text at its offsets. -#}
{% test quote_is_the_article_text(model, article_model) %}

select
    claims.article_id,
    claims.char_start,
    claims.char_end,
    claims.quoted_text
from {{ model }} as claims
left join {{ article_model }} as articles on claims.article_id = articles.article_id
where
    substr(articles.body, claims.char_start + 1, claims.char_end - claims.char_start)
    is distinct from claims.quoted_text

{% endtest %}
