"""Feelings: what somebody feels in a step of a story, and from what."""
