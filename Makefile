# make demo   deploys the examples into the embedded sandbox and shows real pages being served
# make test   runs every test
# make stacks builds and runs real stacks on all Pythons; make test takes a third of them on its own
# make lint   ruff and mypy --strict
# make bench  what the adapter costs, a request and to import, beside its peers
# make bench-memory  what a million invocations leave in memory; ARGS=10000 for fewer
# make bench-package  what `lift package` costs and weighs, beside its peers
# make bench-deploy   what `lift deploy` and `lift update` cost beside Zappa, over a slow line
# make bench-cold     what a cold start costs, beside its peers; ARGS="--rounds 5" for fewer
# make crash  kills and disturbs lift at every call it makes to AWS; make test does a part of that
# make fuzz   a million broken events for the adapter; ARGS="--events 1000 --seed 7" for others
#
# Each sets up .venv by itself. PYTHON chooses the interpreter, VENV the folder.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

# The editable install links file by file (setuptools' strict mode), so a new or removed file asks
# for a new install: the stamp's name is a hash of the list of files, and goes with build/.
FILES := $(shell find adapter deployer warmers -name '*.py' -o -name '*.json' -o -name '*.css' -o -name '*.js' -o -name py.typed | LC_ALL=C sort | cksum | cut -d' ' -f1)
STAMP := build/installed-$(notdir $(VENV))-$(FILES)

.PHONY: crash bench bench-cold bench-deploy bench-memory bench-package demo fuzz test stacks lint format clean

demo: $(STAMP)
	$(BIN)/python -m tests.demo

test: $(STAMP)
	$(BIN)/python -m pytest --numprocesses auto --dist loadscope --no-loadscope-reorder $(ARGS)

stacks: $(STAMP)
	LIFT_ALL_STACKS=1 $(BIN)/python -m pytest --numprocesses auto --dist load $(ARGS) tests/stacks

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --group bench
	$(BIN)/python -m benchmarks.adapter
	$(BIN)/python -m benchmarks.imports

bench-memory: $(STAMP)
	$(BIN)/python -m benchmarks.memory $(ARGS)

crash: $(STAMP)
	$(BIN)/python -m tests.crash $(ARGS)

fuzz: $(STAMP)
	$(BIN)/python -m tests.fuzz $(ARGS)

bench-package: $(STAMP)
	$(BIN)/python -m benchmarks.package

bench-deploy: $(STAMP)
	$(BIN)/python -m benchmarks.deploy

bench-cold: $(STAMP)
	$(BIN)/python -m benchmarks.cold_start $(ARGS)

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

install: $(STAMP)

$(STAMP): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
	@rm -f build/installed-$(notdir $(VENV))-*
	$(BIN)/uv pip install --quiet --python $(BIN)/python --editable '.[cli,sandbox]' --group dev
	@mkdir -p build && touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
