#!/usr/bin/env bash
# The main job, offline: a tracker and a seeder on loopback, made-up data, and a download of it with its progress line.
# Everything happens in a folder of its own and is removed at the end. MIB and UP_LIMIT (bytes a second) change its size.
set -eu
cd "$(dirname "$0")/../.."
config=${CONFIG:-Release}
folder=$(mktemp -d "${TMPDIR:-/tmp}/tuitorrent-demo-XXXXXX")
swarm=
cleanup() {
  [ -z "$swarm" ] || kill "$swarm" 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT

echo "Making ${MIB:-96} MiB of data, a tracker and a seeder on this machine..."
dotnet "tests/TuiTorrent.Swarm/bin/$config/net10.0/TuiTorrent.Swarm.dll" seed "$folder" "${MIB:-96}" "${UP_LIMIT:-16777216}" >"$folder/swarm.log" 2>&1 &
swarm=$!
for _ in $(seq 300); do
  [ -e "$folder/demo.torrent" ] && break
  kill -0 "$swarm" 2>/dev/null || { cat "$folder/swarm.log" >&2; exit 1; }
  sleep 0.1
done

echo "tuitorrent get demo.torrent"
dotnet "src/TuiTorrent/bin/$config/net10.0/tuitorrent.dll" get --dir "$folder/downloads" --state "$folder/state" --bind 127.0.0.1 --port 0 "$@" "$folder/demo.torrent"
cmp "$folder/seed/demo.bin" "$folder/downloads/demo.bin"
echo "The download equals what was seeded. With a torrent of your own: make run FILE=some.torrent"
