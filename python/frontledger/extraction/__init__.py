"""Text and tables in, claims out: pure, deterministic, offline."""

from frontledger.extraction.context import ArticleText
from frontledger.extraction.extractor import Extractor, extractor_version

__all__ = ["ArticleText", "Extractor", "extractor_version"]
