"""Received files in, articles and rejects out. Nothing here extracts; nothing here writes."""

from frontledger.reading.model import Article, Limits, ReadResult, Region, Reject
from frontledger.reading.reader import read_file, read_folder

__all__ = ["Article", "Limits", "ReadResult", "Region", "Reject", "read_file", "read_folder"]
