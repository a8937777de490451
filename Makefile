# Everything runs in .venv and node_modules; the only things needed beforehand are Python 3.11, Node.js 20 and their
# package registries. Without Node.js or Chromium the tests in a browser say why they are skipped.
PYTHON ?= python3.11
VENV ?= .venv
BIN := $(VENV)/bin
EXAMPLE := example_notebooks/penguins_classification.ipynb
NPM := $(shell command -v npm)
FRONT_END := $(if $(NPM),nb2pipe/labextension/package.json)
FRONT_END_SOURCES := $(shell find labextension/src labextension/style labextension/schema -type f) labextension/tsconfig.json
# uv is faster, pip always works.
define INSTALL
	@echo "installing $(EXTRAS) into $(VENV)"
	@$(BIN)/python -m pip install --quiet uv \
		&& $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --editable '.[$(EXTRAS)]' \
		|| $(BIN)/python -m pip install --quiet --editable '.[$(EXTRAS)]'
endef

.PHONY: help demo test check bench format screenshots clean

help:
	@echo "make demo    a real notebook: checked, exported, proven equal, run"
	@echo "make test    everything that CI runs (the same as make check)"
	@echo "make bench   what the analyzer costs, against its limits"
	@echo "make format  let ruff format and fix the code"
	@echo "make screenshots  the pictures of docs/jupyterlab.md, taken anew"
	@echo "make clean   remove what the other targets made"

demo: $(VENV)/.installed-demo
	@rm -rf demo
	$(BIN)/nb2pipe check $(EXAMPLE)
	$(BIN)/nb2pipe tag $(EXAMPLE)
	$(BIN)/nb2pipe export $(EXAMPLE) --name penguins --out demo/penguins
	$(BIN)/nb2pipe verify $(EXAMPLE)
	$(BIN)/nb2pipe run demo/penguins --root example_notebooks --out demo/run --notebook

test check: $(VENV)/.installed-test $(FRONT_END)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(if $(NPM),npm run --silent format:check && npm run --silent lint && npm test --silent)
	$(BIN)/python -m pytest -n auto --ignore=tests/e2e
	$(BIN)/python -m pytest tests/e2e

bench: $(VENV)/.installed-test
	$(BIN)/python -m benchmarks

format: $(VENV)/.installed-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(if $(NPM),npm run --silent format)

screenshots: $(VENV)/.installed-test $(FRONT_END)
	NB2PIPE_SCREENSHOTS=docs/screenshots $(BIN)/python -m pytest tests/e2e/test_screenshots.py

clean:
	rm -rf $(VENV) demo dist build node_modules labextension/lib nb2pipe/labextension .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# A time stamp that npm writes itself.
node_modules/.package-lock.json: package.json package-lock.json
	npm ci

# The environment has jupyter-builder.
nb2pipe/labextension/package.json: $(FRONT_END_SOURCES) node_modules/.package-lock.json | $(VENV)/.installed-test
	PATH="$(abspath $(BIN)):$$PATH" npm run --silent build:prod
	@touch $@

$(VENV)/.installed-demo: EXTRAS = examples
$(VENV)/.installed-test: EXTRAS = dev,examples
$(VENV)/.installed-demo $(VENV)/.installed-test: $(BIN)/python pyproject.toml
	$(INSTALL)
	@touch $@
