"""Exits: the codes that a command leaves with.

0    done
1    the story is at fault, or the question has no answer
2    the command was not understood; a file is not there
70   a fault of `underneath` itself
74   the output cannot be written
130  interrupted
141  whoever read the output has gone
"""

from __future__ import annotations

STORY_AT_FAULT, BUG, UNWRITABLE, INTERRUPTED, PIPE_CLOSED = 1, 70, 74, 130, 141
