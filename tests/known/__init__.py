"""Known results of the literature, through the public door only; every file names its source."""
