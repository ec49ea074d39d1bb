# All commands of the project. What they do stands in ops/ (docs/decisions/0001-ops-folder.md).
PORT ?= 8000
ARGS ?=
export PORT

.DEFAULT_GOAL := help
.PHONY: help run test check bench clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: ## Set up what is missing and serve on http://127.0.0.1:$PORT until Ctrl-C (PORT=8000)
	@ops/launch run

test: ## Run the whole suite on SQLite and on a private PostgreSQL + Redis (ARGS="tests/families -k search")
	@ops/launch test $(ARGS)

check: ## Style, layers, templates, migrations, deployment settings, an empty database
	@ops/launch check

bench: ## Measure lists, figures and PDFs beside their floors
	@ops/bench/run $(ARGS)

clean: ## Remove the virtual environment and caches; data under var/ stays
	@ops/launch clean
