# Each target sets up all it needs in .venv: a bare machine with Python 3.11 or newer is enough.
#   make demo    the demo group: source files, import, position, workbook (in demo-group/), then its cockpit
#   make test    the test suite          make check     format, lint, types, layers
#   make test-long  the same with all rounds, books and rows: once a day
#   make bench   the speed figures       make docs      the pages of docs/ that the code writes
#   make lock    new tested versions     make messages  the French catalogue
#   make screenshots  the pictures of the cockpit in docs/images
# PYTHON=/path/to/python chooses the interpreter, TESTS=tests/book a part of the suite.

PYTHON ?=
TESTS ?=
PYTEST_FLAGS ?= -n 2 --dist worksteal
PY := .venv/bin/python
READY := .venv/ready

.PHONY: demo test test-long check bench docs screenshots messages lock setup clean

demo: $(READY)
	@$(PY) -m encours demo --folder demo-group --cockpit

test: $(READY)
	@sh tools/browser.sh >/dev/null || true
	@$(PY) -m pytest $(PYTEST_FLAGS) $(TESTS)

test-long: export ENCOURS_ROUNDS = full
test-long: test

check: $(READY)
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports

bench: $(READY)
	@sh tools/postgresql.sh
	@$(PY) benchmarks/run.py

docs: $(READY)
	@ENCOURS_LANG=en $(PY) tools/docs.py
	@$(PY) -m tools.transcripts
	@$(PY) -m tools.pictures

screenshots: $(READY)
	@$(PY) -m tools.screenshots

messages: $(READY)
	@$(PY) tools/messages.py

lock: $(READY)
	@$(PY) tools/lock.py

setup: $(READY)

$(READY): requirements.lock pyproject.toml tools/setup.sh
	@PYTHON="$(PYTHON)" sh tools/setup.sh
	@touch $(READY)

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks
	rm -rf build dist demo-group
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
