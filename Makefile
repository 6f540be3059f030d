# run and test are all you need: each sets everything up first, and does nothing twice.

.PHONY: setup run test torture fuzz check words pictures bench bundle bundle-test reproducible kit

python := .venv/bin/python

setup:
	@scripts/setup

run: setup
	@$(python) -m desktop

# Without a screen: Qt draws into memory. The tests of the whole program bring their own screen.
test:
	@scripts/setup test
	@$(MAKE) --no-print-directory check
	@QT_QPA_PLATFORM=offscreen $(python) -m pytest -q -n 2 --dist loadscope

# The long forms of tests/torture, with a fixed seed: thousands of kills, cut power, bad disks. Takes an hour or two; name some by
# "make torture ONLY=tests/torture/test_kills.py". What was counted goes to build/torture.txt.
torture:
	@scripts/setup test
	@PORTFEL_TORTURE=1 QT_QPA_PLATFORM=offscreen $(python) -m pytest -q -p no:randomly $(or $(ONLY),tests/torture)

# Feeds every parser to a fuzzer for a minute each; "make fuzz SECONDS=3600 ONLY=age" one of them for an hour. What it did is in build/fuzz;
# "make fuzz SECONDS=keep" takes the smallest inputs that reach all it reached into tests/fuzz/corpus, which make test reads.
fuzz: setup
	@$(python) -m pip --disable-pip-version-check --quiet install --require-hashes --only-binary :all: -r tests/fuzz/requirements.lock
	@$(python) -m tests.fuzz $(or $(SECONDS),60) $(ONLY)

check: setup
	@$(python) -m ruff check --quiet .
	@$(python) -m ruff format --quiet --check .
	@$(python) -m mypy
	@.venv/bin/lint-imports --no-logo

# After new or changed sentences: brings resources/locale up to them, and compiles what is there.
words: setup
	@mkdir -p build
	@.venv/bin/pybabel --quiet extract -F pyproject.toml -k N_ --no-location --sort-output --omit-header --width 120 -o build/portfel.pot .
	@.venv/bin/pybabel --quiet update -D portfel -d resources/locale -i build/portfel.pot --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 120
	@scripts/setup

# Every page as a picture, both languages, light and dark, 100 and 200 %; says what is cut or too low for a small screen.
pictures: setup
	@$(python) scripts/pictures.py

# What is fast, each figure beside what one would use instead, in one table. ONLY="letters papers" measures these parts alone.
# What it compares with is installed when it is missing: KeePassXC, LibreOffice and the like.
bench: setup
	@$(python) -m benchmarks $(ONLY)

# The program in one folder, dist/portfel, that starts on a computer without Python. It proves itself before it is called done.
bundle:
	@scripts/setup bundle
	@scripts/bundle

# Everything that a screen, a terminal, a printer and a bare computer can tell of the bundle in dist/portfel (make bundle). As root it
# tries it on fresh Debians without Python and without a network, which it makes in build/bare; it takes some minutes.
bundle-test:
	@scripts/setup bundle-test
	@PORTFEL_BUNDLE=$(CURDIR)/dist/portfel/portfel QT_QPA_PLATFORM=offscreen $(python) -m pytest -q -p no:randomly $(or $(ONLY),tests/e2e tests/bundle)

# Builds the bundle twice, in two places, from the last commit, and compares every byte.
reproducible:
	@scripts/reproducible

# What goes to a laptop without a network: "make kit" (dist/portfel-kit) or "make kit TO=/media/stick".
kit: bundle
	@scripts/kit $(or $(TO),dist)
