# The commands of this house. `make run` and `make test` do all of their own set-up.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.ready
PIP    := $(BIN)/python -m pip --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help setup run days cluster assurance test faults screens simulate mutants check bench lock clean

help:  ## show this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

setup: $(STAMP)  ## make .venv from the lock files, and build the web app (done again only when they change)
	@$(BIN)/python -m tools.web_build

$(STAMP): requirements/run.lock requirements/dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Showsafe needs Python 3.11 or newer; set PYTHON to one, as in: make $(or $(MAKECMDGOALS),setup) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	  { echo "This Python cannot make virtual environments; install its venv part (on Debian: apt-get install python3-venv)."; exit 1; }
	@rm -f $@
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --require-hashes --only-binary :all: -r requirements/dev.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

run: setup  ## the set, with a made-up production in the middle of its day, until interrupted
	@$(BIN)/showsafe serve --demo

days: setup  ## real incidents and ordinary days, run through the rules in the terminal
	@$(BIN)/python -m showsafe.entrypoints.demo

cluster: setup  ## the studio's database on this machine: three nodes, votes, proxy, backups; until interrupted
	@$(BIN)/python -m tools.cluster run $(or $(INVENTORY),deploy/inventory/local.toml)

test: setup  ## every test, in parallel; those of the web app are run by one of them
	@$(BIN)/python -m tools.web_build dev
	$(BIN)/python -m pytest

faults: setup  ## the tests of faults at every point; `make test` tries a part of those that are many of one kind
	SHOWSAFE_EVERY_FAULT=1 $(BIN)/python -m pytest tests/faults

assurance: setup  ## are the rules right? the search, its twins, every edge, every gate changed (half an hour)
	$(BIN)/python -m tools.assurance

simulate: setup  ## a million acts on simulated sets, seed after seed (a hundred thousand are part of the tests)
	$(BIN)/python -m tests.simulation --acts 1000000

screens: setup  ## pictures of every screen, taken by the tests, into docs/screens
	SHOWSAFE_SCREENS=docs/screens $(BIN)/python -m pytest -n 2 tests/browser/test_axe.py tests/browser/test_screens.py

mutants: setup  ## change the rules in one small place at a time: does some test notice? (hours)
	$(BIN)/python -m tools.mutants

check: setup  ## style, types, rooms, lock files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.lock_check
	$(BIN)/python -m tools.web_build check

bench: setup  ## the figures that the README quotes
	$(BIN)/python -m bench

lock:  ## resolve the lock files again (needs the network)
	PYTHON="$(PYTHON)" bash tools/lock.sh

clean:  ## remove what was made
	rm -rf $(VENV) .venv-lock web/node_modules src/showsafe/entrypoints/http/web build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
