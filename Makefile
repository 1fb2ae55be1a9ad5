# make help lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help setup crawl test test-all lint format lock bench fuzz kill soak clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-8s %s\n", $$1, $$2}'

setup: $(STAMP) ## make .venv from the lock file

$(STAMP): requirements-dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV) (once, or when the lock file changed)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	@touch $@

crawl: setup ## crawl our own news site, or SITE=https://… LIMIT=50
	@$(BIN)/python -m tests.newspaper.demo $(if $(SITE),--site '$(SITE)') $(if $(LIMIT),--limit '$(LIMIT)')

test: setup ## run the tests
	@$(BIN)/python -m pytest

test-all: setup ## run the slow ones too: full disks, broken pages
	@$(BIN)/python -m pytest -m ''

lint: setup ## ruff (check and format) and mypy strict
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: setup ## let ruff mend what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: setup ## pin all requirements anew, from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate --output-file requirements.txt
	@$(BIN)/uv pip compile pyproject.toml --quiet --upgrade --extra dev --constraint requirements.txt --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--output-file requirements-dev.txt

bench: setup ## measure: CORPUS=DIR for quality, without it only speed
	@$(BIN)/python -m tests.bench $(if $(CORPUS),--corpus '$(CORPUS)')

fuzz: setup ## read 20,000 mutants of our own pages
	@$(BIN)/python -m tests.fuzz

kill: setup ## kill a crawl at 50 random moments, and see that nothing is lost
	@KILLS=50 $(BIN)/python -m pytest tests/test_kill.py -n 0

soak: setup ## run 120 days of ten made-up papers with a shifted clock, and compare with what was true
	@$(BIN)/python -m tests.soak $(if $(DAYS),--days '$(DAYS)')

clean: ## remove what make made, but no archive
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
