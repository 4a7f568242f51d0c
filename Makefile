# `make help` lists what there is. `make run` and `make test` need only git, make and the .NET 10 SDK.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test check sim swarm interop bench bench-daemon bench-dashboard bench-micro hostile e2e pictures fuzz kill-test kill-daemon tty-test deps deps-aot deps-screen deps-tmux deps-interop build aot format clean

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

CONFIG ?= Release
ARCH ?= x64
RID := linux-$(ARCH)
OUT := artifacts
BIN := src/TuiTorrent/bin/$(CONFIG)/net10.0/tuitorrent.dll
DASHBOARD := src/TuiTorrent.Dashboard/bin/$(CONFIG)/net10.0/tuitorrent-dashboard.dll
AOT := $(OUT)/aot/$(RID)/tuitorrent
SCRIPTS := tests/scripts

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: deps build ## the dashboard, with a made-up swarm; DIR=~/Downloads: your own; FILE=some.torrent: that download alone
ifdef FILE
	@dotnet $(BIN) get $(ARGS) "$(FILE)"
else ifdef DIR
	@TUITORRENT_DOWNLOADS_DIRECTORY="$(abspath $(patsubst ~/%,$(HOME)/%,$(DIR)))" dotnet $(BIN) $(ARGS)
else
	@CONFIG=$(CONFIG) $(SCRIPTS)/demo.sh $(ARGS)
endif

test: deps build ## run the fast tests
	@CONFIG=$(CONFIG) $(SCRIPTS)/run-tests.sh Core Engine Rpc Exe Dashboard Simulation

check: ## all that CI runs: format, locked restore, build, tests, foreign clients, AOT binary
	@CONFIG=$(CONFIG) $(SCRIPTS)/check.sh

sim: deps build ## replay one simulated swarm: SEED=n
	@SIM_SEED=$(SEED) dotnet tests/TuiTorrent.Simulation/bin/$(CONFIG)/net10.0/TuiTorrent.Simulation.dll -method '*Replay*' -showliveoutput

swarm: deps build ## a larger swarm on loopback with a lying peer, told as it goes
	@dotnet tests/TuiTorrent.Swarm/bin/$(CONFIG)/net10.0/TuiTorrent.Swarm.dll swarm $(ARGS)

interop: deps deps-interop build ## against transmission, aria2, libtorrent and opentracker on loopback
	@CONFIG=$(CONFIG) $(SCRIPTS)/run-tests.sh Interop

kill-test: deps build ## kill -9 a download ROUNDS=100 times and check what it claims
	@CONFIG=$(CONFIG) $(SCRIPTS)/kill-test.sh $(or $(ROUNDS),100)

kill-daemon: deps build ## kill -9 a daemon ROUNDS=100 times among adds, moves, removes and changes
	@python3 $(SCRIPTS)/daemon_kill.py --rounds $(or $(ROUNDS),100) $(ARGS)

tty-test: deps build ## the dashboard on pseudo terminals: signals, crashes, hang-ups, job control, sizes, random keys
	@python3 $(SCRIPTS)/dashboard_tty.py src/TuiTorrent.Dashboard/bin/$(CONFIG)/net10.0/tuitorrent-dashboard.dll $(ARGS)

bench: deps deps-aot deps-interop aot ## CPU, memory and time a GiB beside other clients, in one run (ROUNDS=5)
	@python3 $(SCRIPTS)/bench.py --binary $(AOT) --rounds $(or $(ROUNDS),5) $(ARGS)

bench-daemon: deps deps-aot deps-interop aot ## memory, wake-ups and start of the daemon beside other daemons
	@python3 $(SCRIPTS)/bench_daemon.py --binary $(AOT) $(ARGS)

bench-dashboard: deps deps-aot deps-screen aot ## bytes, CPU and memory of the dashboard beside htop, tremc and rtorrent
	@python3 $(SCRIPTS)/bench_dashboard.py --binary $(AOT) --dashboard $(AOT)-dashboard --rounds $(or $(ROUNDS),5) $(ARGS)

hostile: deps build ## a daemon whose every text attacks the terminal, and all screens with it
	@python3 $(SCRIPTS)/dashboard_hostile.py $(DASHBOARD) $(ARGS)

e2e: deps deps-tmux build ## the dashboard by keys alone in tmux, over a daemon and a swarm
	@python3 $(SCRIPTS)/dashboard_e2e.py --captures $(OUT)/e2e $(ARGS)

pictures: deps deps-tmux build ## take the README's pictures of the dashboard
	@CONFIG=$(CONFIG) $(SCRIPTS)/pictures.sh packaging/pictures

bench-micro: deps build ## RC4, modular powers, decoder, picker (BenchmarkDotNet)
	@cd $(OUT) 2>/dev/null || mkdir -p $(OUT); cd $(OUT) && dotnet ../tests/TuiTorrent.Benchmarks/bin/$(CONFIG)/net10.0/TuiTorrent.Benchmarks.dll --filter '*' $(ARGS)

fuzz: deps build ## fuzz TARGET=bencode for SECONDS=60
	@dotnet tests/TuiTorrent.Fuzz/bin/$(CONFIG)/net10.0/TuiTorrent.Fuzz.dll $(TARGET) $(or $(SECONDS),60) $(ARGS)

build:
	@dotnet restore -v q
	@dotnet build --no-restore -c $(CONFIG) -v q -clp:NoSummary

aot: deps-aot ## build the native binaries: ARCH=x64 or arm64
	@dotnet publish src/TuiTorrent -c Release -r $(RID) -o $(OUT)/aot/$(RID) -v q -clp:NoSummary
	@dotnet publish src/TuiTorrent.Dashboard -c Release -r $(RID) -o $(OUT)/aot/$(RID) -v q -clp:NoSummary
	@ls -l $(AOT) $(AOT)-dashboard | awk '{ printf "%s: %.1f MB\n", $$NF, $$5 / 1e6 }'

format: ## lay the code out by .editorconfig
	@dotnet format

deps: ## see that what run and test need is there; install it where that can be done
	@$(SCRIPTS)/deps.sh base

deps-aot:
	@$(SCRIPTS)/deps.sh aot

deps-tmux:
	@$(SCRIPTS)/deps.sh tmux

deps-screen:
	@$(SCRIPTS)/deps.sh screen

deps-interop:
	@$(SCRIPTS)/deps.sh interop

clean: ## remove what was built
	@rm -rf $(OUT) && find src tests -depth -type d \( -name bin -o -name obj \) -exec rm -rf {} +
