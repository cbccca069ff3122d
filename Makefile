# Everything a colleague types. Nothing here needs an account, a token or a running server.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-virtualenv
PACKAGES := bot handlers storage papers domain sandbox
COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --group build

.PHONY: install venv demo setup test check format lock bench texts pictures clean

install: $(VENV)/.developing

$(BIN)/python:
	@echo "Đang tạo $(VENV)…"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.running: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Đang cài vào $(VENV), lần đầu chừng hai ba phút… (Installing, two to three minutes the first time…)"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q -j 2 $(PACKAGES)
	@touch $@

$(VENV)/.developing: requirements-dev.lock $(VENV)/.running
	@echo "Đang cài công cụ phát triển… (Installing what developing needs…)"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.running
	@$(BIN)/python -m bot demo

# what running needs and no more; the demo makes it too
venv: $(VENV)/.running

setup: venv
	@$(BIN)/dondoc setup

# a worker more than two cores: many tests wait for a process, a clock or a disk
test: install
	$(BIN)/python -m pytest -n 3 --dist worksteal

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

# the tools first: what they hold back is held back for running too, so that both have the same versions
lock:
	$(COMPILE) --group dev -o requirements-dev.lock
	$(COMPILE) -c requirements-dev.lock -o requirements.lock

clean:
	rm -rf $(VENV) build *.egg-info
