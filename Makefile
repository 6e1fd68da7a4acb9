# The two commands: `make serve` and `make test`. Each of the others is one part of them, or a longer proof.
BOOTSTRAP := @scripts/bootstrap
PYTHON := .venv/bin/python
MYPY := $(PYTHON) -m mypy
PYTEST := $(PYTHON) -m pytest

.NOTPARALLEL:
.PHONY: serve test ready prove lint types types-app types-rasa types-widget test-unit test-widget test-dialogue test-browser bench evaluate soak lock clean

serve:
	$(BOOTSTRAP) serve

test:
	@scripts/test

ready:
	$(BOOTSTRAP) ready --dev --widget

prove: ready
	$(BOOTSTRAP) prove

lint: ready
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .

types: types-app types-rasa types-widget

types-app: ready
	@$(MYPY)

# The components run inside Rasa, so they are checked as its Python and against its packages.
types-rasa: ready
	@$(MYPY) --python-executable "$$(scripts/bootstrap rasa-python)" --python-version 3.10 assistant/components

types-widget: ready
	@npm --prefix channels/web run --silent check

test-unit: ready
	@$(PYTEST) tests --ignore=tests/conversations --ignore=tests/product --ignore=tests/browser --ignore=tests/soak

test-widget: ready
	@npm --prefix channels/web run --silent test

test-dialogue: ready
	@$(PYTEST) tests/conversations tests/product

test-browser: ready
	@$(PYTEST) tests/browser

bench: ready
	@$(PYTHON) scripts/bench.py

evaluate: ready
	@$(PYTHON) scripts/evaluate.py

soak: ready
	@$(PYTEST) tests/soak

lock:
	@python3.11 scripts/lock.py

# What this checkout made; the environments, shared with other checkouts, stay in ~/.cache/skolevej.
clean:
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis channels/web/node_modules channels/web/dist
