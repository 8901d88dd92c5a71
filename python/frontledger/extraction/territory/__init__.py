"""Shares of a place, held or lost: percentages, fractions, "most of", "full control of".

A share is a claim only beside a word of control (control_terms.csv) and only when what it is a share *of* is land:
a named place, "the city", "it", "the territory it once held". Shares of people, votes or oil are not.
"""

from frontledger.extraction.territory.reader import find_territory

__all__ = ["find_territory"]
