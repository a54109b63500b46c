# What people type. `make` alone lists it; GNU make 3.81, as on macOS, is enough.

.DEFAULT_GOAL := help
.PHONY: help run test check build bench notebooks lock

PORT ?= 8050
IN := .venv/bin/python
AUTHORED := $(shell find data/catalog data/claims 2>/dev/null)
BUILDERS := $(shell find dashboard -name '*.py' -not -path 'dashboard/pages/*' -not -path 'dashboard/components/*' 2>/dev/null)

help: ## List what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s%s\n", $$1, $$2 }'

run: data/store/CURRENT ## Install, build the snapshot and serve the dashboard on http://127.0.0.1:8050
	@exec $(IN) -m dashboard serve --port $(PORT)

test: .venv/.installed-test check ## Install what the tests need, then lint, types, import contracts and every test
	@$(IN) -m tests.browser.chromium
	@$(IN) -m tests.pipeline.register.clusters
	@exec $(IN) -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal

check: .venv/.installed-test ## Lint, format, types and import contracts, without the tests
	@$(IN) -m ruff check --quiet .
	@$(IN) -m ruff format --quiet --check .
	@$(IN) -m mypy --no-error-summary
	@.venv/bin/lint-imports --no-logo

build: .venv/.installed ## Build the snapshot from data/, and list every fault found
	@$(IN) -m dashboard build

bench: .venv/.installed-test data/store/CURRENT ## Measure the front end against a plain Dash page; prints ratios
	@$(IN) -m tests.browser.chromium
	@$(IN) -m benchmarks.front_end

notebooks: .venv/.installed-test data/store/CURRENT ## Execute every notebook from its first cell to its last
	@exec $(IN) -m pytest tests/test_notebooks.py

lock: .venv/.installed-test ## Resolve the dependencies of pyproject.toml anew into the two lock files
	@$(IN) -m pip install --quiet uv
	@sh scripts/lock.sh

data/store/CURRENT: .venv/.installed $(AUTHORED) $(BUILDERS)
	@$(IN) -m dashboard build

.venv/.installed: requirements.txt scripts/environment.sh
	@sh scripts/environment.sh requirements.txt
	@touch $@

.venv/.installed-test: requirements-test.txt scripts/environment.sh
	@sh scripts/environment.sh requirements-test.txt
	@touch $@
