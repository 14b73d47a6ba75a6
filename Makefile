# run · test · build · check · bench · screenshots. Needs Python 3.11 and make; everything else is installed here.
PYTHON ?= python3.11
HOST   := 127.0.0.1
PORT   ?= 8050
VENV   := .venv
BIN    := $(VENV)/bin
SERVE  := $(BIN)/python -m gunicorn app:server --bind $(HOST):$(PORT) --workers 2 --threads 4 --no-control-socket

.PHONY: run build edition demo test test-spark check bench bench-nation screenshots translations reference browser broker clean

run: build
	@echo "Dasbor: http://$(HOST):$(PORT)  (Ctrl+C untuk berhenti)"
	@$(SERVE)

build: $(VENV)/.runtime
	@test -e data/warehouse/current || $(BIN)/python -m etl build
	@test -e data/warehouse/current-demo || test "$$DASBOR_SIMULATION" = off || $(MAKE) --no-print-directory demo || \
		echo "Edisi demonstrasi tidak jadi dibangun; dasbor tetap jalan tanpanya." >&2

demo: $(VENV)/.runtime
	$(BIN)/python -m etl simulate
	$(BIN)/python -m etl build --demo

edition: $(VENV)/.runtime
	$(BIN)/python -m etl build

test: $(VENV)/.dev browser broker
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

test-spark: $(VENV)/.dev
	@PYTHON=$(PYTHON) sh tests/spark.sh
	$(BIN)/python -m pytest -q tests/spark

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -q tests/house tests/catalogue tests/ui

bench: $(VENV)/.dev browser broker build
	$(BIN)/python -m bench

bench-nation: $(VENV)/.dev build
	$(BIN)/python -m bench.nation_run

screenshots: $(VENV)/.dev browser build
	$(BIN)/python docs/screenshots.py

reference: $(VENV)/.runtime
	PYTHONPATH=. $(BIN)/python docs/reference.py

translations: $(VENV)/.dev
	$(BIN)/python docs/translations.py

browser:
	@sh tests/browser.sh

broker:
	@sh tests/broker.sh

$(VENV)/.runtime: requirements.txt
	@command -v $(PYTHON) >/dev/null 2>&1 || { python3 -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "Perlu Python 3.11" >&2; exit 1; }; }
	@test -x $(BIN)/python || $$(command -v $(PYTHON) || command -v python3) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) .venv-spark data/warehouse
