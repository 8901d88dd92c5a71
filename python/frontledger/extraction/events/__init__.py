"""What happened: occurrences asserted in a sentence, each with its type, parties, place, days and speaker.

Trigger words and the frames they need stand in event_triggers.csv. A frame says what must be around the word
for it to tell an event: "take" captures a place, "break" a siege, "deliver" aid. Each family of frames has its module;
mentions of one occurrence are merged by `event_merge`.
"""

from frontledger.extraction.events.mention import EventMention, event_triggers
from frontledger.extraction.events.reader import find_events

__all__ = ["EventMention", "event_triggers", "find_events"]
