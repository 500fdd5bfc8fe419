PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FLASK := MATCHMAKER_ENV=demo $(BIN)/flask --app wsgi
ADDRESS ?= 127.0.0.1:8000
CATALOGUE := matchmaker/translations/en/LC_MESSAGES/messages
SOURCES := matchmaker models tests wsgi.py
# of the tests, side by side
PROCESSES ?= 2

.PHONY: install run test lint check-types check-imports check-templates browser translations

install: $(VENV)/.installed $(CATALOGUE).mo instance/encoder/.whole
	@echo "== Database: bringing it up to date"
	@$(FLASK) db upgrade
	@echo "== Demo data: loading it if the database is empty"
	@$(FLASK) seed --if-empty
	@echo "== Search index: encoding what is missing"
	@$(FLASK) index sync

$(VENV)/.installed: requirements.txt
	@echo "== Python environment: installing the requirements into $(VENV) (some minutes the first time)"
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

instance/encoder/.whole: $(VENV)/.installed
	@echo "== Encoder: preparing the embedded model (about 20 seconds, once)"
	@$(FLASK) encoder prepare
	@touch $@

run: install
	@$(FLASK) demo-accounts --address http://$(ADDRESS)
	@MATCHMAKER_ENV=demo exec $(BIN)/gunicorn -c python:matchmaker.server --bind $(ADDRESS) wsgi:app

test: $(VENV)/.installed $(CATALOGUE).mo instance/encoder/.whole lint check-types check-imports check-templates browser
	@echo "== Tests"
	@$(BIN)/python -m pytest -n $(PROCESSES)
ifdef TEST_POSTGRES_URL
	@echo "== Functional and migration tests on PostgreSQL"
	@TEST_DATABASE_URL=$(TEST_POSTGRES_URL) $(BIN)/python -m pytest -n $(PROCESSES) -m "not trains" tests/functional tests/migrations
else
	@echo "== PostgreSQL: set TEST_POSTGRES_URL to run the functional tests there too"
endif

lint: $(VENV)/.installed
	@echo "== ruff"
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check --quiet $(SOURCES)

check-types: $(VENV)/.installed
	@echo "== mypy"
	@$(BIN)/mypy

check-imports: $(VENV)/.installed
	@echo "== import contracts"
	@$(BIN)/lint-imports --no-cache > $(VENV)/imports.log 2>&1 || { cat $(VENV)/imports.log; exit 1; }

check-templates: $(VENV)/.installed
	@echo "== djlint"
	@$(BIN)/djlint --quiet --lint templates

browser:
	@PYTHON=$(BIN)/python sh tests/e2e/find-browser.sh

translations: $(VENV)/.installed
	@PYTHONPATH=. $(BIN)/pybabel -q extract -F matchmaker/translations/babel.cfg -k _l -k N_ --no-location --sort-output --omit-header -o $(CATALOGUE).pot .
	@$(BIN)/pybabel -q update -i $(CATALOGUE).pot -o $(CATALOGUE).po -l en --no-fuzzy-matching --ignore-obsolete
	@rm $(CATALOGUE).pot

$(CATALOGUE).mo: $(CATALOGUE).po $(VENV)/.installed
	@$(BIN)/pybabel -q compile -i $(CATALOGUE).po -o $@
