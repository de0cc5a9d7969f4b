# `make help` lists what can be made.
SHELL := /bin/sh
.DEFAULT_GOAL := help

# The articles to analyse, and where the figures go. Your own articles never overwrite the shipped figures.
ARTICLES ?= data/workshop
SHIPPED := $(filter data/workshop,$(patsubst %/,%,$(ARTICLES)))
OUT ?= $(if $(SHIPPED),figures,figures/$(notdir $(basename $(patsubst %/,%,$(ARTICLES)))))
CODINGS ?= $(if $(SHIPPED),data/coding/workshop.csv)

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; break; fi; done)
BIN := .venv/bin
export UV_COMPILE_BYTECODE := 1
export UV_PYTHON_DOWNLOADS := never
export PYTHONDONTWRITEBYTECODE :=
unexport VIRTUAL_ENV
unexport PYTHONPATH

.PHONY: help figures test lab class docs lite check lock clean

help: ## list the targets
	@echo "framing: how the news portrays countries and other political actors"
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18
	@echo
	@echo "Your own articles:  make figures ARTICLES=path/to/folder"

.venv/ready: requirements.lock pyproject.toml
	@if [ -z "$(PYTHON)" ]; then echo "framing needs Python 3.11 or newer; none was found (PYTHON=... names one)" >&2; exit 1; fi
	@$(PYTHON) framing/setup.py install

figures: .venv/ready ## analyse the articles, run the notebooks, write figures/report.html
	@$(if $(SHIPPED),$(BIN)/framing rebuild data/sample --out figures/sample --notebooks none)
	@$(BIN)/framing rebuild "$(ARTICLES)" --out "$(OUT)" $(if $(CODINGS),--codings "$(CODINGS)")

test: .venv/ready ## run all tests and checks
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/pytest $(PYTEST_ARGS)

lab: .venv/ready ## open JupyterLab at the first notebook
	@cd notebooks && ../$(BIN)/jupyter lab 00_start_here.ipynb

class: .venv/ready ## build/class.zip for a class, with wheels, and the teacher's beside it
	@rm -f build/class.zip build/class_teacher.zip
	@$(BIN)/python docs/wheels.py $(if $(SYSTEMS),--systems $(SYSTEMS)) $(if $(PYTHONS),--pythons $(PYTHONS))
	@$(BIN)/framing workshop build/class.zip --wheels build/wheels

docs: .venv/ready ## build the documentation, build/docs/index.html
	@$(BIN)/python docs/build.py --out build/docs

lite: .venv/ready ## build the site whose notebooks run in a browser (needs npm and the registries)
	@$(BIN)/python docs/lite/build.py --out build/lite

check: .venv/ready ## format the code and mend what can be mended
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

lock: .venv/ready ## choose the newest versions and write them to requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --upgrade --python-version 3.11 --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links --all-extras pyproject.toml -o requirements.lock

clean: ## remove the environment and everything that was made from it
	@rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis figures/tables figures/notebooks figures/report.html figures/sample/report.html
