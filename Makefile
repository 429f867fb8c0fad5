# The few commands of the project, on Debian 12 with root or sudo; everything else is CMake's.
#
#   make run [PATHS="a.pdf folder"] [DB=my.db]   build, ingest, print a summary and a sample query
#   make test                                    build and test, as released and under sanitizers
#   make bench [BENCH="a.pdf folder"]            time the stages, and gongkai beside pdftotext -bbox-layout
#   make fuzz [SECONDS=60]                       run every fuzz target that long
#   make lint                                    clang-format and clang-tidy

PATHS ?= $(wildcard corpus/*/*.pdf corpus/*/*.txt)
DB ?= build/corpus.db
SECONDS ?= 60
BENCH ?= $(or $(wildcard ../shared/real),corpus)

.PHONY: run test bench fuzz lint setup

run: setup
	scripts/build.sh release gongkai
	scripts/run.sh "$(DB)" $(PATHS)

test:
	scripts/test.sh

bench: setup
	scripts/build.sh release bench_stages gongkai
	build/bench/bench_stages
	-bench/speed.py build/gongkai $(BENCH)

fuzz: setup
	scripts/build.sh fuzz
	scripts/fuzz.sh $(SECONDS)

lint:
	scripts/lint.sh

setup:
	scripts/setup.sh
