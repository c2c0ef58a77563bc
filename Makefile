PYTHON ?= python3
BIN := .venv/bin

.PHONY: all plain watch install dev tools test check golden readme pictures likeness bench clean

# make FONT=24 sets the size of the body text, ARGS any other option.
OPTIONS := $(if $(FONT),--font-size $(FONT)) $(ARGS)

all: install
	$(BIN)/handouts build $(OPTIONS)

plain: install
	$(BIN)/handouts build --plain $(OPTIONS)

watch: install
	$(BIN)/handouts watch $(OPTIONS)

install: .venv/installed
dev: .venv/installed-dev

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable .
	touch $@

.venv/installed-dev: .venv/installed
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@

# Ace asks for Node 20 and runs on Debian 12's own 18 as well, so npm need not warn of it.
NODE := 18
NPM_QUIET := --ignore-scripts --no-audit --no-fund --loglevel=error

# What the tests of pages and e-books need beside Python, from Debian and npm where it is not there yet.
tools:
	command -v chromium >/dev/null || (apt-get update && apt-get install --yes --no-install-recommends chromium)
	command -v npm >/dev/null || (apt-get update && apt-get install --yes --no-install-recommends npm)
	@node -e 'process.exit(parseInt(process.versions.node) < $(NODE) ? 1 : 0)' || { echo "Ace by DAISY, which checks the\
	 e-books, needs Node $(NODE) or later; 'node --version' says $$(node --version 2>&1 || echo nothing): install a newer one (nodejs.org)."; exit 1; }
	test -e tests/ace/node_modules/.bin/ace-cli || npm ci $(NPM_QUIET) --prefix tests/ace

test: dev tools
	$(BIN)/pytest -n auto --dist worksteal

check: dev
	$(BIN)/ruff check handouts tests
	$(BIN)/ruff format --check handouts tests
	$(BIN)/mypy

# Write the golden texts anew; read the difference before you commit it.
golden: dev
	$(BIN)/pytest -n auto tests/test_cases.py --refresh-golden

# The table of grades in the README, by the program.
readme: dev
	$(BIN)/python -m tests.readme

# The pictures in the README, from the program in a real browser.
pictures: dev tools
	$(BIN)/python -m tests.pictures

# How furniture reads, learned anew from the marked pages, and how well that does on pages it has not seen.
likeness: dev
	$(BIN)/pip install --quiet --editable '.[learn]'
	$(BIN)/python -m tests.learn_likeness

# Beside the rivals, in one run. The bare espeak-ng for the comparison comes from Debian where it is not there yet.
bench: .venv/installed-bench
	$(BIN)/python -m tests.bench

.venv/installed-bench: .venv/installed-dev
	$(BIN)/pip install --quiet --editable '.[bench]'
	command -v espeak-ng || apt-get install --yes espeak-ng
	touch $@

clean:
	find output -mindepth 1 ! -name README.md -delete
