PYTHON ?= python3
BIN := .venv/bin

.PHONY: all install dev test check golden readme bench clean

all: install
	$(BIN)/handouts build

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

test: dev
	$(BIN)/pytest -n auto

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

# Beside the rivals, in one run. The bare espeak-ng for the comparison comes from Debian where it is not there yet.
bench: .venv/installed-bench
	$(BIN)/python -m tests.bench

.venv/installed-bench: .venv/installed-dev
	$(BIN)/pip install --quiet --editable '.[bench]'
	command -v espeak-ng || apt-get install --yes espeak-ng
	touch $@

clean:
	find output -mindepth 1 ! -name README.md -delete
