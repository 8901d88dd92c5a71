"""Any received file, by its name and its content, to articles and rejects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from frontledger.reading.archive import holds_dates, split_archive
from frontledger.reading.encoding import UndecodableError, clean_text, decode
from frontledger.reading.header import has_header, read_header_file
from frontledger.reading.html import read_html
from frontledger.reading.model import Article, Limits, ReadResult, Reject
from frontledger.reading.tables import read_csv, read_jsonl, read_parquet

# A sidecar says where a received file comes from; it is no article. See raw/articles/README.md.
SIDECAR_SUFFIX = ".meta.json"
_IGNORED_NAMES = {"README.md", "README.txt", ".gitkeep", ".DS_Store", "Thumbs.db"}
_TEXT_SUFFIXES = {".txt", ".md", ".markdown", ".text"}
_HTML_SUFFIXES = {".html", ".htm", ".xhtml"}
_TABLE_SUFFIXES = {".jsonl", ".ndjson", ".csv", ".parquet"}


def list_files(folder: Path) -> list[Path]:
    """Return the received files under ``folder``, sorted by path, without sidecars, READMEs and hidden files."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.name not in _IGNORED_NAMES
        and not path.name.endswith(SIDECAR_SUFFIX)
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def read_folder(folder: Path, limits: Limits | None = None) -> Iterator[ReadResult]:
    """Yield one result a file, in the order of `list_files`, so that memory holds one file at a time."""
    for path in list_files(folder):
        yield read_file(path, path.relative_to(folder).as_posix(), limits)


def read_file(path: Path, file: str | None = None, limits: Limits | None = None) -> ReadResult:
    """Return what one received file holds; ``file`` is the name that rows give as their source. Never raises.

    Anything that cannot be read is a reject with a reason, never an exception: one bad file must not stop a build.
    """
    file = file or path.name
    limits = limits or Limits()
    suffix = path.suffix.lower()
    try:
        size = path.stat().st_size
        most = limits.file_bytes if suffix in _TABLE_SUFFIXES else limits.text_file_bytes
        if size > most:
            return _rejected(file, "file_too_large", f"{size} bytes, limit {most}")
        if suffix == ".parquet":
            return read_parquet(path, file, limits)
        if suffix in _HTML_SUFFIXES:
            return _collected([read_html(path.read_bytes(), file, limits)])
        if suffix in _TEXT_SUFFIXES or suffix in _TABLE_SUFFIXES:
            return _read_text(path.read_bytes(), suffix, file, limits)
    except UndecodableError as error:
        return _rejected(file, "undecodable", str(error))
    except OSError as error:
        return _rejected(file, "unreadable_file", error.strerror or type(error).__name__)
    return _rejected(file, "unknown_format", suffix or "no suffix")


def _read_text(data: bytes, suffix: str, file: str, limits: Limits) -> ReadResult:
    decoded, encoding = decode(data)
    if suffix == ".csv":  # line ends inside quoted cells belong to the csv reader
        return _collected(read_csv(decoded, file, limits, encoding))
    text, notes = clean_text(decoded)
    if suffix in _TABLE_SUFFIXES:
        return _collected(read_jsonl(text, file, limits, encoding))
    if not text.strip():
        return _rejected(file, "empty_body")
    if has_header(text):
        return _collected([read_header_file(text, file, limits, encoding)])
    if holds_dates(text):
        return split_archive(text, file, limits, encoding)
    return _rejected(file, "no_date", "; ".join(notes))


def _collected(found: Iterator[Article | Reject] | list[Article | Reject]) -> ReadResult:
    result = ReadResult()
    for item in found:
        if isinstance(item, Article):
            result.articles.append(item)
        else:
            result.rejects.append(item)
    return result


def _rejected(file: str, code: str, detail: str = "") -> ReadResult:
    return ReadResult(rejects=[Reject(file, 1, code, detail)])
