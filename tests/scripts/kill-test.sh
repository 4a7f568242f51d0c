#!/usr/bin/env bash
# Kills a download with SIGKILL at random moments, starts it again, and has an independent checker hash what it claims.
# usage: kill-test.sh ROUNDS [BINARY]
set -eu
cd "$(dirname "$0")/../.."
rounds=${1:-100}
binary=${2:-}
exec python3 tests/scripts/kill_test.py --rounds "$rounds" --swarm "tests/TuiTorrent.Swarm/bin/${CONFIG:-Release}/net10.0/TuiTorrent.Swarm.dll" \
  ${binary:+--binary "$(realpath "$binary")"} --managed "src/TuiTorrent/bin/${CONFIG:-Release}/net10.0/tuitorrent.dll"
