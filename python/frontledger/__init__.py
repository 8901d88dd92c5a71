"""frontledger: news articles on armed conflict in, a warehouse of attributed claims out."""

__version__ = "0.1.0"
