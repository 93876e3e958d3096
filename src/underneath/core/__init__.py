"""Named axes, factors over them, and their sums; knows nothing of minds."""
