# The developer's front door: `make` lists the words. What CI runs is `make check`.
.DEFAULT_GOAL := help
.PHONY: help setup check fix lint types test demo migration pin reference
.NOTPARALLEL:
BIN := .venv/bin

help:  ## list these words
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 20

setup:  ## install what developers need into .venv
	@./start dev

check: lint test  ## everything that CI checks

fix: setup  ## format, and mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lint: setup  ## style, import contracts, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

types: setup  ## types only
	$(BIN)/mypy

test: setup  ## all tests; ARGS="tests/core -x" for some
	./start test $(ARGS)

demo:  ## the product on this machine, with invented people
	./start demo

migration: setup  ## write a migration from the change in the tables: NAME="add outbox"
	$(BIN)/python scripts/migration $(NAME)

pin: setup  ## write constraints/ anew from pyproject.toml; ARGS=--upgrade for newest
	$(BIN)/python scripts/pin $(ARGS)

reference: setup  ## write docs/reference/ anew from the commands
	$(BIN)/python scripts/reference
