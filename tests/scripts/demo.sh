#!/usr/bin/env bash
# The main job, offline: a dashboard over a daemon with made-up torrents, whose swarm of tracker, seeds and leechers runs on this machine.
# Everything happens in a folder of its own, which is removed at the end. Without a terminal: one of the downloads with its progress line.
# usage: demo.sh [DASHBOARD OPTIONS...]
set -eu
cd "$(dirname "$0")/../.."
config=${CONFIG:-Release}
program=${TUITORRENT:-"dotnet src/TuiTorrent/bin/$config/net10.0/tuitorrent.dll"}
folder=$(mktemp -d "${TMPDIR:-/tmp}/tuitorrent-demo-XXXXXX")
swarm= daemon=
cleanup() {
  for process in $daemon $swarm; do kill "$process" 2>/dev/null && wait "$process" 2>/dev/null || true; done
  rm -rf "$folder"
}
trap cleanup EXIT
# Ctrl-C and a closed terminal still tidy up.
trap 'exit 130' INT
trap 'exit 129' HUP TERM

wait_for() { # wait_for PATH PROCESS LOG
  for _ in $(seq 600); do
    [ -e "$1" ] && return
    kill -0 "$2" 2>/dev/null || break
    sleep 0.1
  done
  cat "$3" >&2
  exit 1
}

echo "Making about 150 MiB of data and a swarm on this machine..."
setsid dotnet "tests/TuiTorrent.Swarm/bin/$config/net10.0/TuiTorrent.Swarm.dll" demo "$folder" >"$folder/swarm.log" 2>&1 &
swarm=$!
wait_for "$folder/offers" "$swarm" "$folder/swarm.log"

if ! [ -t 0 ] || ! [ -t 1 ]; then
  echo "No terminal: here is a download without the dashboard."
  echo "tuitorrent get field-recordings-2026.torrent"
  $program get --dir "$folder/got" --state "$folder/got-state" --bind 127.0.0.1 --port 0 "$folder/torrents/field-recordings-2026.torrent"
  diff -r "$folder/seed/field-recordings-2026" "$folder/got/field-recordings-2026"
  echo "The download equals what was seeded. In a terminal, this opens the dashboard."
  exit
fi

setsid $program daemon --socket "$folder/run/rpc.sock" --state "$folder/state" --dir "$folder/downloads" --bind 127.0.0.1 --port 0 >"$folder/daemon.log" 2>&1 &
daemon=$!
wait_for "$folder/run/rpc.sock" "$daemon" "$folder/daemon.log"
echo "Adding torrents..."
while IFS=$'\t' read -ra words; do
  $program add --host "$folder/run/rpc.sock" "${words[@]}" >/dev/null
done <"$folder/offers"

$program --host "$folder/run/rpc.sock" "$@"
