"""Every kind of received file, good and bad."""

from __future__ import annotations

import json
from datetime import date, datetime

import polars as pl
import pytest
from frontledger.reading import Limits, read_file, read_folder
from frontledger.reading.encoding import UndecodableError, decode

TEXT = "“It’s over,” he said – in Alep."


def write(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def only(result):
    assert result.rejects == []
    (article,) = result.articles
    return article


def codes(result):
    assert result.articles == []
    return [(reject.line, reject.reason_code) for reject in result.rejects]


@pytest.mark.parametrize("fence", ["", "---\n"])
def test_a_header_gives_the_fields_and_the_rest_is_the_text(tmp_path, fence):
    content = (
        f"{fence}title: A: town\npublished: 5 Sep 2017\nsource: Paper\nurl: http://a.example\n{fence}\nOne.\n\nTwo.\n"
    )
    article = only(read_file(write(tmp_path, "a.md", content)))
    assert (article.title, article.published, article.publisher) == ("A: town", date(2017, 9, 5), "Paper")
    assert (article.url, article.body, article.source_format) == ("http://a.example", "One.\n\nTwo.\n", "header")


def test_a_header_without_a_date_or_text_is_rejected(tmp_path):
    assert codes(read_file(write(tmp_path, "a.txt", "title: A\n\nText.\n"))) == [(1, "no_date")]
    assert codes(read_file(write(tmp_path, "b.txt", "title: A\npublished: 2017-01-01\n"))) == [(1, "empty_body")]
    assert codes(read_file(write(tmp_path, "c.txt", "published: someday\n\nText."))) == [(1, "bad_date")]
    assert codes(read_file(write(tmp_path, "d.txt", "published: 01/02/2017\n\nText."))) == [(1, "ambiguous_date")]


def test_plain_text_without_any_date_is_rejected(tmp_path):
    assert codes(read_file(write(tmp_path, "a.txt", "Just text.\n"))) == [(1, "no_date")]
    assert codes(read_file(write(tmp_path, "b.txt", " \n\n"))) == [(1, "empty_body")]


def test_json_lines_give_an_article_or_a_reject_each(tmp_path):
    rows = [
        json.dumps({"id": 7, "title": "T", "text": TEXT, "published": "2017-09-05", "source": "Paper", "url": "u"}),
        "",
        "{broken",
        "[1]",
        json.dumps({"text": "x"}),
        json.dumps({"text": "", "published": "2017-09-05"}),
        json.dumps({"text": 5, "published": "2017-09-05"}),
        json.dumps({"text": "x", "published": "not a day"}),
    ]
    result = read_file(write(tmp_path, "a.jsonl", "\n".join(rows)))
    assert [(a.source_id, a.body, a.source_line) for a in result.articles] == [("7", TEXT + "\n", 1)]
    assert [(r.line, r.reason_code) for r in result.rejects] == [
        (3, "malformed_row"), (4, "malformed_row"), (5, "no_date"), (6, "empty_body"),
        (7, "malformed_row"), (8, "bad_date"),
    ]  # fmt: skip


def test_unpaired_surrogates_and_nulls_are_replaced_so_that_text_can_be_stored(tmp_path):
    article = only(read_file(write(tmp_path, "a.jsonl", '{"text": "a\\ud800b\\u0000c", "published": "2017-09-05"}')))
    assert article.body == "a\ufffdb\ufffdc\n"
    assert article.parser_notes == ("unstorable characters replaced",)


def test_csv_records_may_run_over_lines_and_bad_ones_are_named_by_line(tmp_path):
    content = 'id,title,text,published\r\n1,T,"One,\r\ntwo.",2017-09-05\r\n2,T,x\r\n\r\n3,T,Three.,2017-09-06\r\n'
    result = read_file(write(tmp_path, "a.csv", content))
    assert [(a.body, a.source_line) for a in result.articles] == [("One,\ntwo.\n", 2), ("Three.\n", 6)]
    assert [(r.line, r.reason_code) for r in result.rejects] == [(4, "malformed_row")]


def test_a_table_without_a_needed_column_is_rejected_once(tmp_path):
    assert codes(read_file(write(tmp_path, "a.csv", "id,text\n1,x\n"))) == [(1, "missing_column")]
    pl.DataFrame({"text": ["x"]}).write_parquet(tmp_path / "a.parquet")
    assert codes(read_file(tmp_path / "a.parquet")) == [(1, "missing_column")]


def test_parquet_rows_with_dates_of_any_type(tmp_path):
    pl.DataFrame({"text": ["One.", "Two."], "published": [date(2017, 9, 5), date(2017, 9, 6)]}).write_parquet(
        tmp_path / "d.parquet"
    )
    pl.DataFrame({"text": ["One."], "published": [datetime(2017, 9, 5, 12)]}).write_parquet(tmp_path / "t.parquet")
    pl.DataFrame({"Text": ["One.", None], "Published": ["5 Sep 2017", "2017-09-05"]}).write_parquet(
        tmp_path / "s.parquet"
    )
    assert [a.published.day for a in read_file(tmp_path / "d.parquet").articles] == [5, 6]
    assert only(read_file(tmp_path / "t.parquet")).published == date(2017, 9, 5)
    assert [r.reason_code for r in read_file(tmp_path / "s.parquet").rejects] == ["empty_body"]


def test_what_only_claims_to_be_parquet_is_rejected(tmp_path):
    assert codes(read_file(write(tmp_path, "a.parquet", b"PAR1 no"))) == [(1, "unreadable_file")]


def test_a_saved_page_gives_title_date_site_and_text(tmp_path):
    paragraphs = "".join(
        f"<p>Paragraph {n} tells at some length what happened in the town on that day.</p>" for n in range(6)
    )
    page = (
        "<html><head><title>T</title><meta property='og:title' content='Army takes town'>"
        "<meta property='article:published_time' content='2017-09-05T10:00:00Z'>"
        "<meta property='og:site_name' content='Some Paper'></head>"
        f"<body><nav>Home | World</nav><article><h1>Army takes town</h1>{paragraphs}</article>"
        "<footer>© 2017</footer></body></html>"
    )
    article = only(read_file(write(tmp_path, "a.html", page)))
    assert (article.title, article.published, article.publisher) == ("Army takes town", date(2017, 9, 5), "Some Paper")
    assert "Paragraph 5 tells" in article.body and "Home | World" not in article.body
    assert "\n\n" in article.body


def test_a_page_with_nothing_in_it_is_rejected(tmp_path):
    assert [code for _, code in codes(read_file(write(tmp_path, "a.html", "<html></html>")))] == ["empty_body"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "utf_16_le"])
def test_text_is_the_same_in_every_encoding(tmp_path, encoding):
    content = f"published: 2017-09-05\n\n{TEXT}\n\nCafé, naïve, façade: the town’s word for it.\n".encode(encoding)
    assert only(read_file(write(tmp_path, "a.txt", content))).body.startswith(TEXT)


def test_windows_line_ends_become_line_feeds(tmp_path):
    assert (
        only(read_file(write(tmp_path, "a.txt", b"published: 2017-09-05\r\n\r\nOne.\r\n\r\nTwo.\r\n"))).body
        == "One.\n\nTwo.\n"
    )


def test_arabic_in_its_legacy_encoding_is_not_taken_for_western():
    arabic = "قالت وكالة الأنباء إن القوات دخلت المدينة يوم الثلاثاء بعد معارك عنيفة استمرت عدة أيام في المنطقة. " * 4
    assert decode(arabic.encode("cp1256"))[0] == arabic


def test_binary_data_is_no_text(tmp_path):
    with pytest.raises(UndecodableError):
        decode(bytes(range(256)) * 4)
    assert codes(read_file(write(tmp_path, "a.txt", bytes(range(256)) * 4))) == [(1, "undecodable")]


def test_limits_hold_for_files_and_texts(tmp_path):
    path = write(tmp_path, "a.txt", "published: 2017-09-05\n\n" + "x" * 100)
    assert codes(read_file(path, limits=Limits(text_file_bytes=50))) == [(1, "file_too_large")]
    assert codes(read_file(path, limits=Limits(body_chars=50))) == [(1, "body_too_long")]


def test_a_folder_is_read_in_order_without_sidecars_and_hidden_files(tmp_path):
    article = "published: 2017-09-05\n\nText of {}.\n"
    for name in ("b/two.txt", "a.txt", ".hidden.txt", ".dir/x.txt", "a.meta.json", "README.md", "c.docx"):
        write(tmp_path, name, article.format(name))
    results = list(read_folder(tmp_path))
    assert [a.source_file for r in results for a in r.articles] == ["a.txt", "b/two.txt"]
    assert [(j.file, j.reason_code) for r in results for j in r.rejects] == [("c.docx", "unknown_format")]


def test_the_same_text_has_the_same_key_wherever_it_stands(tmp_path):
    one = only(read_file(write(tmp_path, "a.txt", "published: 2017-09-05\n\nText.\n\n")))
    two = only(read_file(write(tmp_path, "b.txt", "published: 2018-01-01\nsource: Other\n\n\nText.  \r\n")))
    assert one.article_id == two.article_id
