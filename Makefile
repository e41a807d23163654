# Everything a developer or CI runs. `make` lists the targets.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
LOCKS  := requirements/build.lock requirements/dev.lock
SITE   := build/site-venv
LOOK   := build/look
PIP    := $(BIN)/python -m pip --disable-pip-version-check
PYTEST := $(BIN)/pytest --numprocesses auto --dist worksteal

# Modules are compiled once, not by every process and in every run of the tests.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup lock build test check quick fmt lint type tests stores properties golden docs site look pictures bench faults fuzz audit dist clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  \1\t/' | expand -t 12

setup: $(STAMP) ## create .venv and install feedpub with its development tools

# What others have released since the lock was written is not asked for, not even to build a package.
$(STAMP): pyproject.toml $(LOCKS)
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --no-deps --requirement requirements/build.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --requirement requirements/dev.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

COMPILE = $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes --no-header \
	--no-annotate $(UPGRADE)

lock: setup ## write the locks in requirements/ anew from pyproject.toml; UPGRADE=--upgrade takes the newest of all
	$(PIP) install --quiet uv
	$(COMPILE) --extra dev --output-file requirements/dev.lock pyproject.toml
	printf 'editables\nhatchling\nsetuptools\n' | \
		$(COMPILE) --constraint requirements/dev.lock --output-file requirements/build.lock -
	$(BIN)/python -m tools.extra docs | $(COMPILE) --output-file requirements/docs.lock -

build: setup ## set up, then build content/ into public/
	$(BIN)/feedpub build

test: check ## set up, then run every check

check: lint type tests docs-check ## what CI runs, nothing more

quick: lint type ## the inner loop: formatting, lint, types, quick tests, a quarter of the examples of properties
	FEEDPUB_TEST_TIMES=0.25 $(PYTEST) -m 'not slow'

fmt: setup ## format the code and fix what the linter can
	$(BIN)/ruff format feedpub tests benchmarks
	$(BIN)/ruff check --fix feedpub tests benchmarks

lint: setup ## formatting and lint
	$(BIN)/ruff format --check feedpub tests benchmarks
	$(BIN)/ruff check feedpub tests benchmarks

type: setup ## mypy --strict
	$(BIN)/mypy

tests: setup ## tests on all cores, with branch coverage
	$(BIN)/coverage erase
	$(PYTEST) --cov

stores: ## publish to servers on this machine that answer as S3 and Google Cloud Storage do, in an environment of their own
	$(PYTHON) -m venv $(VENV)-stores
	$(VENV)-stores/bin/python -m pip --disable-pip-version-check install --quiet uv
	$(VENV)-stores/bin/uv pip install --quiet --python $(VENV)-stores/bin/python hypothesis pytest --editable '.[stores,sftp]'
	$(VENV)-stores/bin/python -m pytest -p no:cacheprovider tests/publish/remote tests/cli/test_target.py

properties: setup ## properties and broken input on ten times as many examples, other ones in every run
	FEEDPUB_TEST_TIMES=10 $(PYTEST) -m 'slow or hypothesis'

golden: setup ## rewrite the expected output of tests/golden; read the difference before you commit it
	$(BIN)/python -m tests.golden

docs: setup ## write docs/reference from the code
	$(BIN)/python -m feedpub.cli.reference docs/reference

.PHONY: docs-check
docs-check: setup
	$(BIN)/python -m feedpub.cli.reference --check docs/reference

# An environment of its own: Sphinx and feedpub's tests need different versions of docutils.
$(SITE)/.installed: requirements/docs.lock
	$(PYTHON) -m venv $(SITE)
	$(SITE)/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --requirement requirements/docs.lock
	@touch $@

site: $(SITE)/.installed ## build the documentation as a website into site/, with no warning
	$(SITE)/bin/python -m sphinx -q -n -W --keep-going docs site
	@! find site -name '*.html' -size +300k | grep . || { echo 'these pages have more than 300 kB' >&2; exit 1; }

# Playwright drives the Chromium of this machine; axe and the Nu Html Checker come by npm, and the latter runs in Java.
$(LOOK)/.installed: pyproject.toml tests/browser/package.json
	$(PYTHON) -m venv $(LOOK)/venv
	$(LOOK)/venv/bin/python -m pip --disable-pip-version-check install --quiet uv
	$(LOOK)/venv/bin/uv pip install --quiet --python $(LOOK)/venv/bin/python --editable '.[look]'
	cp tests/browser/package.json $(LOOK)
	npm install --prefix $(LOOK) --ignore-scripts --no-package-lock --no-audit --no-fund --silent
	@touch $@

look: $(LOOK)/.installed ## ask axe in Chromium, and the Nu Html Checker, of every page that people see of feedpub in a browser
	$(LOOK)/venv/bin/python -m tests.browser look

pictures: $(LOOK)/.installed ## take the pictures of docs/pictures again; look at each before you commit it
	$(LOOK)/venv/bin/python -m tests.browser pictures

bench: setup ## time feedpub on generated sites
	$(BIN)/python -m benchmarks

EVERY ?= 8
SEED  ?= 0
faults: setup ## have each call to the file system of builds fail, and more: EVERY=1 for every single one
	$(BIN)/python -m tests.harness --every $(EVERY) --seed $(SEED)

SECONDS ?= 600
fuzz: setup ## feed broken posts, settings and feeds for SECONDS=600; guided where the extra fuzz is installed
	$(BIN)/python -m tests.fuzz $(SECONDS)

audit: setup ## ask advisory services about the libraries that feedpub needs; needs the network
	$(PIP) install --quiet pip-audit
	$(BIN)/python -m tools.audit

dist: setup ## build wheel and sdist, the same bytes each time
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m hatchling build -d dist

clean: ## remove what the targets made (not public/)
	rm -rf $(VENV) $(VENV)-stores .feedpub .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist site
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
