#!/usr/bin/env bash
# All that CI runs, in order; ends with "N passed, N failed".
set -u
cd "$(dirname "$0")/../.."
export CONFIG=Release TALLY
TALLY=$(mktemp)
trap 'rm -f "$TALLY"' EXIT

step() { # step NAME COMMAND...
  local start=$SECONDS
  echo "== $1"
  if "${@:2}"; then
    echo "== $1: ok ($((SECONDS - start)) s)"
  else
    echo "== $1: FAILED ($((SECONDS - start)) s)"
    echo "0 1" >>"$TALLY"
  fi
}

# Each step that counts as a test of its own says so by adding to the tally.
counted() {
  "$@" && echo "1 0" >>"$TALLY"
}

format() { dotnet format --verify-no-changes --no-restore --severity warn; }
restore() { dotnet restore -v q -p:LockedRestore=true; }
build() { dotnet build --no-restore -c Release -v q -clp:NoSummary; }
aot() {
  local log=artifacts/aot.log
  mkdir -p artifacts
  make -s aot | tee "$log" || return 1
  [ "${PIPESTATUS[0]}" -eq 0 ] || return 1
  if grep -E 'warning IL[0-9]+|: warning' "$log"; then return 1; fi
}
binary() { tests/scripts/start-binary.sh artifacts/aot/linux-x64/tuitorrent; }

step "tools" make -s deps deps-aot deps-interop deps-tmux
step "locked restore" counted restore
step "build" counted build
step "format" counted format
step "tests" tests/scripts/run-tests.sh Core Engine Rpc Exe Dashboard Simulation
step "foreign clients" tests/scripts/run-tests.sh Interop
step "native binary" counted aot
step "native binary starts" counted binary
step "kill and resume" counted tests/scripts/kill-test.sh 5 artifacts/aot/linux-x64/tuitorrent
step "kill the daemon" counted python3 tests/scripts/daemon_kill.py --rounds 8 --binary artifacts/aot/linux-x64/tuitorrent

dashboard=artifacts/aot/linux-x64/tuitorrent-dashboard
step "dashboard on terminals" counted python3 tests/scripts/dashboard_tty.py "src/TuiTorrent.Dashboard/bin/Release/net10.0/tuitorrent-dashboard.dll"
step "hostile texts on all screens" counted python3 tests/scripts/dashboard_hostile.py "$dashboard"
step "dashboard by keys in tmux" counted python3 tests/scripts/dashboard_e2e.py --captures artifacts/e2e --binary artifacts/aot/linux-x64/tuitorrent --dashboard "$dashboard"

awk '{ passed += $1; failed += $2 } END { printf "%d passed, %d failed\n", passed, failed; exit failed > 0 }' "$TALLY"
