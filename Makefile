# make demo    a first look: index the demo corpus, check the demo article, write a report
# make test    what CI runs: linter, type checker, tests
# Both create .venv on first use and install again only when a requirement has changed.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   := indexes/demo
MILVUS := .venv-milvus
# Most of what lies in the packages is never imported, so that it need not be compiled.
INSTALL := $(BIN)/python -m pip install --quiet --no-compile -c constraints.txt
NEEDS  := setup.cfg pyproject.toml constraints.txt

export TOKENIZERS_PARALLELISM := false
# Hundreds of commands start in the tests: what they import is compiled once, whatever the user's
# environment says.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test clean
.DELETE_ON_ERROR:

demo: $(VENV)/demo.stamp
	$(BIN)/factcheck index build $(DEMO)/index $(DEMO)/sources.jsonl
	$(BIN)/factcheck check $(DEMO)/article.txt --index $(DEMO)/index \
	    --published 2025-06-24 --html $(DEMO)/report.html
	@echo
	@echo "The report with all evidence: $(DEMO)/report.html"
	@echo "To ask over HTTP:             $(BIN)/factcheck serve --index $(DEMO)/index"

test: $(VENV)/test.stamp $(MILVUS)/bin/milvus-server
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@$(BIN)/mypy > $(VENV)/mypy.log 2>&1 & types=$$!; \
	if unshare -rn true; then \
	    FACTCHECK_TEST_MILVUS=$(MILVUS)/bin unshare -rn $(BIN)/python -m pytest \
	        tests/index/test_contract.py -k '[milvus]' > $(MILVUS)/test.log 2>&1 & engine=$$!; \
	else echo "NOT TESTED: a real Milvus server listens everywhere and needs a network of its own"; fi; \
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder; failed=$$?; \
	if [ -n "$$engine" ]; then \
	    echo "The contract of an index once more, on a real Milvus server:"; \
	    wait $$engine || failed=1; tail -n 40 $(MILVUS)/test.log; \
	fi; \
	echo "Types, by mypy:"; \
	wait $$types || failed=1; cat $(VENV)/mypy.log; \
	exit $$failed

clean:
	rm -rf $(VENV) $(MILVUS) build dist *.egg-info $(DEMO)/index $(DEMO)/report.html

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "factcheck needs Python 3.11 or newer; name one with: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The server alone: its client would need other versions than the tests do.
$(MILVUS)/bin/milvus-server:
	$(PYTHON) -m venv $(MILVUS)
	$(MILVUS)/bin/pip install --quiet --no-deps 'milvus==2.3.5' 'setuptools==79.0.1'

$(VENV)/demo.stamp: $(NEEDS) | $(BIN)/python
	$(INSTALL) -e .
	@touch $@

$(VENV)/test.stamp: $(NEEDS) | $(BIN)/python
	$(INSTALL) -e '.[test]'
	@touch $@ $(VENV)/demo.stamp
