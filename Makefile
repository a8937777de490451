# Everything runs in .venv; the only things needed beforehand are Python 3.11 and a package registry.
PYTHON ?= python3.11
VENV ?= .venv
BIN := $(VENV)/bin
EXAMPLE := example_notebooks/penguins_classification.ipynb
# uv is faster, pip always works.
define INSTALL
	@echo "installing $(EXTRAS) into $(VENV)"
	@$(BIN)/python -m pip install --quiet uv \
		&& $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --editable '.[$(EXTRAS)]' \
		|| $(BIN)/python -m pip install --quiet --editable '.[$(EXTRAS)]'
endef

.PHONY: help demo test check bench format clean

help:
	@echo "make demo    a real notebook: checked, exported, proven equal, run"
	@echo "make test    everything that CI runs (the same as make check)"
	@echo "make bench   what the analyzer costs, against its limits"
	@echo "make format  let ruff format and fix the code"
	@echo "make clean   remove what the other targets made"

demo: $(VENV)/.installed-demo
	@rm -rf demo
	$(BIN)/nb2pipe check $(EXAMPLE)
	$(BIN)/nb2pipe tag $(EXAMPLE)
	$(BIN)/nb2pipe export $(EXAMPLE) --name penguins --out demo/penguins
	$(BIN)/nb2pipe verify $(EXAMPLE)
	$(BIN)/nb2pipe run demo/penguins --root example_notebooks --out demo/run --notebook

test check: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto

bench: $(VENV)/.installed-test
	$(BIN)/python -m benchmarks

format: $(VENV)/.installed-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) demo dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed-demo: EXTRAS = examples
$(VENV)/.installed-test: EXTRAS = dev,examples
$(VENV)/.installed-demo $(VENV)/.installed-test: $(BIN)/python pyproject.toml
	$(INSTALL)
	@touch $@
