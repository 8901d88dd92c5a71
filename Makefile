# frontledger: `make demo` and `make test` are all a newcomer needs. Everything installs into .venv, once.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
UV_VERSION := 0.13.9

export DO_NOT_TRACK := 1
export UV_NO_PROGRESS := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo test dashboard lint format screenshots bench docs lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## Install everything into .venv (hash-locked)

# Made anew only when a lock file or pyproject.toml changes: a second run of any target installs nothing.
$(STAMP): requirements.lock requirements-uv.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "frontledger needs Python 3.11 or newer; found: $$($(PYTHON) --version 2>&1). Try: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)" >&2; exit 3; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { echo "could not make $(VENV); on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 3; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-uv.lock
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(STAMP) ## Build the warehouse from raw/, check it, publish a release, say what was found
	$(BIN)/frontledger build
	$(BIN)/frontledger status
	@echo
	@echo "Open the dashboard with:  make dashboard      (http://localhost:8501)"
	@echo "Ask the warehouse with:   $(BIN)/frontledger query \"select claimed_by, value_best, quoted_text from marts.fct_casualties limit 5\""

test: $(STAMP) ## Run every test
	$(BIN)/python -m pytest

dashboard: $(STAMP) ## Serve the dashboard on localhost
	$(BIN)/frontledger dashboard

lint: $(STAMP) ## Style, types and SQL
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint models tests/dbt

format: $(STAMP) ## Put the code into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshots: $(STAMP) ## Photograph every dashboard page in a real browser
	$(BIN)/python tests/dashboard/screenshots.py

bench: $(STAMP) ## Time the build and the extractor
	$(BIN)/python tests/bench.py

docs: $(STAMP) ## One offline HTML file that describes every model and column
	$(BIN)/dbt docs generate --static

lock: $(STAMP) ## Renew both lock files from requirements.in
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --custom-compile-command "make lock" requirements.in --output-file requirements.lock
	echo "uv==$(UV_VERSION)" | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --custom-compile-command "make lock" - --output-file requirements-uv.lock

clean: ## Remove what was built (never raw/)
	rm -rf target logs warehouse/releases warehouse/current warehouse/current.json warehouse/extractions warehouse/build/frontledger.duckdb*
