# Needs Python 3.11 or newer with venv, and make. Node is used if there is a fit one, else it comes
# as a wheel. Everything goes into .venv, frontend/node_modules and frontend/dist.

PYTHON ?= python3
PORT ?= 8000
DEMO_OUTPUT ?= demo-output
# where `make bench` installs what the engine is measured against: outside the repository
PEERS ?= /tmp/treaty-drafts-peers
# for `make test`: ARGS="--only postgres -- -k likeness"
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
# tools of .venv first; the rest of the environment (certificates, proxies) passes through
WITH_NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
# what Vite asks for
NODE_FITS := const [a, b] = process.versions.node.split("."); \
	process.exit(a > 22 || (a == 22 && b >= 12) || (a == 20 && b >= 19) ? 0 : 1)
FRONTEND := $(shell find frontend \( -name node_modules -o -name dist \) -prune \
	-o -type f ! -name '*.tsbuildinfo' -print 2>/dev/null)
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -q \
	$(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help install run demo test bench pictures lint types contracts lock clean node port

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

install: $(VENV)/.project frontend/dist/.built ## Python packages, the project and the built front end

run: port install ## the demonstration on PORT, 8000 if not said; what you enter stays
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_demo
	@echo "Treaty Drafts runs at http://127.0.0.1:$(PORT)/ until Ctrl-C."
	@exec $(BIN)/python -m uvicorn treaty_drafts.project.asgi:application \
		--host 127.0.0.1 --port $(PORT) --lifespan off

demo: install ## one negotiation from draft to export, into DEMO_OUTPUT
	@DEMO_OUTPUT="$(DEMO_OUTPUT)" $(BIN)/python manage.py demo_pipeline

test: install $(VENV)/.dev ## every check and test; ARGS="--only STEP -- pytest arguments"
	@$(BIN)/python -m tests.run $(ARGS)

bench: $(VENV)/.project ## the engine beside its peers, which go into PEERS; about half an hour
	@test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip --disable-pip-version-check -qq install --require-hashes -r bench/peers.txt
	@$(BIN)/python -m bench.collation $(PEERS)/bin/python

pictures: install $(VENV)/.dev ## each page in light and dark, into docs/images and docs/pages.md
	@mkdir -p docs/images
	@PICTURES=docs/images $(BIN)/python -m pytest -q tests/journeys/test_every_page.py
	@{ echo "# Every page"; echo; echo "On the demo negotiation; made by \`make pictures\`."; echo; \
	echo "| page | light | dark |"; echo "|---|---|---|"; \
	for f in docs/images/*-light.jpg; do n=$$(basename $$f -light.jpg); \
	echo "| $$n | ![$$n, light](images/$$n-light.jpg) | ![$$n, dark](images/$$n-dark.jpg) |"; done; } > docs/pages.md

lint: $(VENV)/.dev ## ruff: rules and format
	@$(BIN)/python -m tests.run --only lint --only format

types: $(VENV)/.project $(VENV)/.dev ## mypy, strict
	@$(BIN)/python -m tests.run --only types

contracts: $(VENV)/.project $(VENV)/.dev ## import-linter: who may import whom
	@$(BIN)/python -m tests.run --only contracts

lock: $(BIN)/python | node ## all lock files anew; UPGRADE=1 also raises the versions
	@$(PIP) install uv
	@$(COMPILE) pyproject.toml -o requirements.txt
	@$(COMPILE) pyproject.toml --extra dev -o requirements-dev.txt
	@$(COMPILE) requirements-node.in -o requirements-node.txt
	@cd frontend && $(WITH_NODE) npm $(if $(UPGRADE),update,install) --package-lock-only \
		--omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund --loglevel=error
	@! grep -n '://' requirements*.txt || { echo "a lock file names an address"; exit 1; }
	@! grep -n '"resolved"' frontend/package-lock.json \
		|| { echo "frontend/package-lock.json names an address"; exit 1; }

clean: ## removes what make made, but keeps the database
	@rm -rf $(VENV) frontend/node_modules frontend/dist demo-output ./*.egg-info \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Treaty Drafts needs Python 3.11 or newer, and $(PYTHON) is" \
			"$$($(PYTHON) --version 2>&1 | head -n 1). Try: make PYTHON=python3.12"; exit 1; }
	@echo "Making $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.requirements: requirements.txt | $(BIN)/python
	@echo "Installing Python packages"
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.project: pyproject.toml $(VENV)/.requirements
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(BIN)/python
	@echo "Installing the tools for the tests"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

frontend/node_modules/.installed: frontend/package.json frontend/package-lock.json | node
	@echo "Installing the front end's packages"
	@cd frontend && $(WITH_NODE) npm ci --no-audit --no-fund --loglevel=error
	@touch $@

frontend/dist/.built: $(FRONTEND) frontend/node_modules/.installed | node
	@echo "Building the front end"
	@cd frontend && $(WITH_NODE) npm run build --silent
	@touch $@

node: $(BIN)/python
	@$(WITH_NODE); export PATH; \
	{ node -e '$(NODE_FITS)' && npm --version; } >/dev/null 2>&1 || { \
		echo "No fit Node on PATH: installing one into $(VENV)"; \
		$(PIP) install --require-hashes -r requirements-node.txt; }

port: $(BIN)/python
	@$(BIN)/python -c 'import socket, sys; s = socket.socket(); \
		s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); \
		s.bind(("127.0.0.1", int(sys.argv[1])))' "$(PORT)" 2>/dev/null || { \
		echo "Cannot listen on port $(PORT) of 127.0.0.1: is it taken? Try: make run PORT=8001"; exit 1; }
