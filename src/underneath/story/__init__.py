"""Building a world, telling what happened, asking."""
