"""`python -m underneath` is the command `underneath`."""

from __future__ import annotations

from underneath.cli.entry import main

if __name__ == "__main__":
    main()
