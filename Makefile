# `make run` does the main job, `make test` runs every test, `make check` is what CI runs.

BIN := .venv/bin
STAMP := .venv/.installed
LOCK := requirements.lock
WORKERS ?= auto
CANDIDATES := python3 python3.13 python3.12 python3.11
USABLE := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))

# Its thousands of steps say nothing on coverage, which would take twice their time.
LIVES := tests/served/test_lives_over_http.py

.NOTPARALLEL:
.PHONY: run test check lint types contracts bench kill kills-issuing cuts decimals tamper bundles life lives served \
        decisions roles fuzz lock seal clean

# $(call verify,FILE,SCHEME,EXIT): verify a shipped report, whose verdict is known.
define verify
	@code=0; $(BIN)/labverdict verify tests/data/$(1) --scheme $(2) || code=$$?; \
	test $$code -eq $(3) || { echo "$(1): exit code $$code, expected $(3)" >&2; exit 1; }
endef

run: $(STAMP)
	$(call verify,diesel_report.json,JSPB01-180004-2023,0)
	$(call verify,dryer_report.json,JSPB01-110038-2023,20)
	@$(BIN)/labverdict demo tests/data $(if $(ONCE),--once)

test: $(STAMP)
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term-missing --ignore=$(LIVES)
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(LIVES)

check: lint types contracts test

lint: $(STAMP)
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: $(STAMP)
	$(BIN)/mypy

contracts: $(STAMP)
	$(BIN)/lint-imports

bench: $(STAMP)
	$(BIN)/python -m pytest -q -s tests/benchmarks

kill: $(STAMP)
	LABVERDICT_KILLS=$(or $(KILLS),500) LABVERDICT_ACKS=$(or $(ACKS),50000) $(BIN)/python -m pytest -q -s tests/campaigns/test_kill.py

kills-issuing: $(STAMP)
	LABVERDICT_ISSUING_KILLS=$(or $(KILLS),200) LABVERDICT_SEEDS=5 $(BIN)/python -m pytest -q -s tests/campaigns/test_kill_issuing.py

cuts: $(STAMP)
	LABVERDICT_CUTS=$(or $(CUTS),200) $(BIN)/python -m pytest -q -s tests/campaigns/test_power_cut.py

decimals: $(STAMP)
	LABVERDICT_DECIMALS=$(or $(DECIMALS),1000000) $(BIN)/python -m pytest -q -s tests/campaigns/test_decimals.py

tamper: $(STAMP)
	LABVERDICT_TAMPER_EDITS=$(or $(EDITS),5000) $(BIN)/python -m pytest -q -s tests/app/ledger/test_tamper.py

bundles: $(STAMP)
	LABVERDICT_BUNDLES=$(or $(BUNDLES),3000) $(BIN)/python -m pytest -q -s tests/app/workflow/test_tampered_bundles.py

life: $(STAMP)
	LABVERDICT_LIFE_AT_ONCE=$(or $(AT_ONCE),3) $(BIN)/python -m pytest -q -s tests/app/certification/lifecycle/test_model_check.py

lives: $(STAMP)
	LABVERDICT_LIFE_STEPS=$(or $(STEPS),25000) $(BIN)/python -m pytest -q -s tests/app/certification/cases/test_lives.py

decisions: $(STAMP)
	LABVERDICT_DECISIONS=$(or $(APPLICATIONS),200) $(BIN)/python -m pytest -q -s tests/served/test_decision_races.py

roles: $(STAMP)
	LABVERDICT_EVERY_ROLE=1 $(BIN)/python -m pytest -q -s tests/served/test_roles_over_http.py tests/served/test_separation_over_http.py

served: $(STAMP)
	LABVERDICT_SERVED_STEPS=$(or $(STEPS),200000) $(BIN)/python -m pytest -q -s -n $(WORKERS) --dist worksteal $(LIVES)

fuzz: $(STAMP)
	LABVERDICT_FUZZ_EXAMPLES=$(or $(EXAMPLES),250) $(BIN)/python -m pytest -q -s tests/app/api/test_fuzzing.py

lock: $(STAMP)
	$(BIN)/uv pip compile pyproject.toml --extra dev --output-file $(LOCK) --custom-compile-command "make lock" \
	    --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	    --no-emit-index-url --no-emit-find-links $(UPGRADE)

seal: $(STAMP)
	$(BIN)/labverdict check-data --reseal

clean:
	rm -rf .venv .coverage* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist
	find app methods lims_adapters tests -type d -name __pycache__ -exec rm -rf {} +

$(STAMP): $(LOCK) pyproject.toml
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
	    for python in $(CANDIDATES); do \
	        if $$python -c '$(USABLE)' >/dev/null 2>&1; then found=$$python; break; fi; \
	    done; \
	    test -n "$$found" || { echo "Python 3.11 or later, with its venv module, is needed: $(CANDIDATES)" >&2; exit 1; }; \
	    $$found -m venv --clear .venv; }
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r $(LOCK)
	$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps -e .
	@touch $@
