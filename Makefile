# `make demo` shows Wirelens at work, `make test` runs every test. Each target sets up what it needs, once.
PYTHON ?= $(shell python3.11 -c 'print("python3.11")' 2>/dev/null || echo python3)
BIN := .venv/bin
EXAMPLE := examples/three-machines
INSTALL := $(BIN)/pip install -qq --disable-pip-version-check --constraint constraints.txt --editable
EXTENSION := vscode-extension
EXTENSION_SOURCES := $(wildcard $(addprefix $(EXTENSION)/,*.json *.md *.png src/*.ts l10n/*))

.PHONY: help demo tour test lint build wheel vscode-extension benchmark constraints

help: ## what there is to make
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 20

demo: .venv/.package ## map a small real system, report on one of its files, name its broken links
	@$(BIN)/wirelens map $(EXAMPLE)
	@printf '\n── report backend/ai/views.py ──\n\n'
	@$(BIN)/wirelens report --root $(EXAMPLE) $(EXAMPLE)/backend/ai/views.py
	@printf '\n── check ──\n\n'
	@$(BIN)/wirelens check $(EXAMPLE) || test $$? -eq 1

tour: .venv/.package ## explain a file with a stand-in for Gemini on this machine: no key, no network
	@$(BIN)/python scripts/tour.py

test: .venv/.development ## run every test; what lacks a system package skips and says why
	$(BIN)/pytest

lint: .venv/.development ## style, types and the rules of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/pyright
	$(BIN)/lint-imports

build: wheel vscode-extension ## the wheel and the extension, in dist/

wheel: .venv/.development
	$(BIN)/python -m build --wheel --outdir dist

ifeq ($(shell command -v npm),)
vscode-extension:
	@echo "npm is not installed: the VS Code extension is not built."
else
vscode-extension: dist/wirelens.vsix ## the VS Code extension alone; needs npm
endif

dist/wirelens.vsix: $(EXTENSION_SOURCES)
	cd $(EXTENSION) && npm ci --ignore-scripts && npm run package
	mkdir -p dist && cp $(EXTENSION)/wirelens.vsix dist/

benchmark: .venv/.development ## measurements, each beside a yardstick of the same run; some ten minutes, and nothing else should run
	$(BIN)/python benchmarks/run.py --editors

constraints: ## pin the newest versions that pyproject.toml allows
	$(PYTHON) -m venv --clear .venv-constraints
	.venv-constraints/bin/pip install --quiet --editable '.[dev]'
	.venv-constraints/bin/pip freeze --exclude-editable > constraints.txt
	rm -r .venv-constraints

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Wirelens needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	@echo "Creating .venv with $$($(PYTHON) --version)…"
	@$(PYTHON) -m venv .venv

.venv/.package: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Wirelens into .venv (once)…"
	@$(INSTALL) .
	@touch $@

.venv/.development: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Wirelens and what its tests need into .venv (once)…"
	@$(INSTALL) '.[dev]'
	@touch .venv/.package $@
