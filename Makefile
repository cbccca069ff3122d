# Everything a colleague types. Nothing here needs an account, a token or a running server.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-virtualenv
PACKAGES := bot handlers storage papers domain sandbox
COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --group build

.PHONY: install demo test check format lock bench texts pictures clean

install: $(VENV)/.developing

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.running: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.developing: requirements-dev.lock $(VENV)/.running
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.running
	@$(BIN)/python -m bot demo

test: install
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_house.py

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: install
	$(BIN)/python -m benchmarks $(ONLY)

texts: $(VENV)/.running
	@$(BIN)/python -m tests.texts.catalogue

pictures: install
	$(BIN)/python -m tests.pictures

lock:
	$(COMPILE) -o requirements.lock
	$(COMPILE) --group dev -o requirements-dev.lock

clean:
	rm -rf $(VENV) build *.egg-info
