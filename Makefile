# One target per job; each calls the script of the same name, and so does the continuous integration.

# The first Python on the path that is new enough.  Another one: make test PYTHON=/path/to/python
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
VENV := .venv
INSTALLED := $(VENV)/.installed
READY := $(VENV)/.ready
PIP := $(VENV)/bin/python -m pip install --quiet --constraint constraints.txt

.PHONY: story test check bench clean

story: $(INSTALLED)
	$(VENV)/bin/underneath run with-one-long-kiss

test: $(READY)
	scripts/test

check: $(READY)
	scripts/check

bench: $(READY)
	scripts/bench

# The build tools come first and pinned, so that nothing is fetched behind the constraints.
$(INSTALLED): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "underneath needs Python 3.11 or later, and none is on the path."; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(PIP) hatchling editables
	$(PIP) --no-build-isolation --editable .
	touch $@

$(READY): $(INSTALLED)
	$(PIP) --no-build-isolation --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .benchmarks
