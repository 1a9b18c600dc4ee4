# The two commands are `make serve` and `make test`. Each sets up what it needs, and is quick when nothing has changed.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# As pyproject.toml has it for pytest: where tests find what they share.
TESTS := .:tests:tests/checker:tests/snippets:tests/site:tests/site/browser:tests/kernels:tests/fuzz:tests/measure:tests/soundness

# What builds the site. `make build GENERATOR=properdocs` gives the same site by ProperDocs, which goes on where MkDocs 1
# stands still. Not Zensical: it ignores hooks in silence, so that its build is green and checks nothing.
GENERATOR := mkdocs
PORT := 8000

# Each build would say that the theme reaches its end of life on 5 May 2027, and lead to Zensical. From February 2027 on
# tests/upkeep/test_generator.py says it, once, with what to do.
export NO_MKDOCS_2_WARNING := 1

.PHONY: serve build test bench figures fuzz alter soundness drift flakes

serve: .venv/installed ## build strictly, serve, print the address; PORT=… chooses another port
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || \
		{ echo "Port $(PORT) is taken, or no port for you. Choose another: make serve PORT=$$(($(PORT) + 1))"; exit 1; }
	$(BIN)/python -m $(GENERATOR) serve --strict --config-file mkdocs.yml --dev-addr 127.0.0.1:$(PORT)

build: .venv/installed ## the site in site/; when a build fails, the last good one stays
	$(BIN)/python -m $(GENERATOR) build --strict --config-file mkdocs.yml --site-dir .site
	rm -rf site && mv .site site

test: .venv/installed ## everything that must hold
	$(BIN)/ruff check && $(BIN)/ruff format --check
	$(BIN)/python -m pytest --numprocesses $$(getconf _NPROCESSORS_ONLN) --dist loadfile --no-loadscope-reorder

bench: .venv/installed ## what the checks cost; what pages show, measured; the site's math beside MathJax's
	PYTHONPATH=$(TESTS) $(BIN)/python tests/measure/bench.py

figures: .venv/installed ## count and measure again what docs/_figures holds; ten minutes on a machine that does nothing else
	PYTHONPATH=$(TESTS) $(BIN)/python tests/measure/figures.py

fuzz: .venv/installed ## 100,000 formulas and pages that nobody would write: nothing but verdicts comes out
	PYTHONPATH=$(TESTS) $(BIN)/python tests/fuzz/fuzz.py

alter: .venv/installed ## each token of each corpus formula altered, 100,000 times: nothing that is written is ignored
	PYTHONPATH=$(TESTS) $(BIN)/python tests/fuzz/unnoticed.py

soundness: .venv/installed ## small pages, true and false, of each kind that fooled the checker: by both judges, under 3 spellings
	PYTHONPATH=$(TESTS) $(BIN)/python tests/soundness/soundness.py

drift: .venv/installed ## every change to formulas, code, numbers and wiring: do the checks turn red? 15 minutes; SAMPLE=300 SEED=… tries some
	PYTHONPATH=$(TESTS) $(BIN)/python -m drift $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED))

flakes: .venv/installed ## every verdict and block under 100 seeds, the whole suite under 3, in another order each time
	PYTHONPATH=$(TESTS) $(BIN)/python -m drift.flakes

.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
		{ echo 'This needs Python 3.11: install it, or say where it is: make PYTHON=/path/to/python3.11'; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --requirement requirements.txt
	touch $@
