SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo check build image format docs bench bench-loops reproducible clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

demo: ## Back up, verify, destroy and restore a throwaway database, on this machine
	@scripts/prepare demo
	@$(MAKE) --no-print-directory build
	@scripts/demo

check: ## Build, run every test and check, and count them
	@scripts/prepare check
	@scripts/check

build: ## Build the program, without tests
	@[ -f cli/target/lifeboat.jar ] || echo 'building: takes some minutes the first time'
	@scripts/maven -q -DskipTests package 2> >(sed 's/\x1b\[0m//g' >&2) | sed 's/\x1b\[0m//g'
	@scripts/start-cache

image: build ## Build the container image of worker and command line, with Docker, Finch or Podman
	@scripts/image

format: ## Format the sources
	@scripts/maven -q spotless:apply

docs: build ## Write the generated parts of docs/cli.md and the README's example anew
	@scripts/maven -q -pl cli -am spotless:apply test -Dtest=CommandReferenceTest,DemoLauncherTest -Dsurefire.failIfNoSpecifiedTests=false -Dlifeboat.docs=write

bench: ## Measure beside pg_dump, gzip, zstd, gpg and pg_restore; takes about half an hour
	@scripts/prepare demo
	@$(MAKE) --no-print-directory build
	@bench/run

bench-loops: build ## Measure the inner loops that every row passes, one by one
	@bench/loops

reproducible: build ## Build again elsewhere and compare the jars
	@scripts/reproducible

clean: ## Remove what was built
	@scripts/maven -q clean
