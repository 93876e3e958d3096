"""Worlds as immutable values: facts, minds, wants, heads; knows nothing of inference."""
