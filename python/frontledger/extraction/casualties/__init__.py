"""Harm to people, with a quantity: which amount, of whom, and by which word.

`find_casualties` reads one parsed sentence. It starts from words of harm (casualty_triggers.csv), follows each
word's frame to its victims, and takes the amount that counts them. It knows nothing of who said it, where or when.
"""

from frontledger.extraction.casualties.harm import Harm
from frontledger.extraction.casualties.reader import find_casualties

__all__ = ["Harm", "find_casualties"]
