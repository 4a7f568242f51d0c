#!/usr/bin/env bash
# Starts the native binary as a user would: version, help, wrong usage, and a torrent made, shown, seeded and fetched.
# usage: start-binary.sh BINARY
set -eu
binary=$(realpath "$1")
folder=$(mktemp -d)
seeder=
cleanup() {
  [ -z "$seeder" ] || kill "$seeder" 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT
cd "$folder"

"$binary" --version
"$binary" --help >help.txt
"$binary" get --help >>help.txt
code=0
"$binary" get --no-such-option x.torrent 2>usage.txt || code=$?
[ "$code" -eq 2 ] || { echo "wrong usage ended with $code instead of 2"; exit 1; }

mkdir seed leech
head -c 20000000 /dev/urandom >seed/data.bin
"$binary" create seed/data.bin -o data.torrent >/dev/null
"$binary" inspect data.torrent >inspect.txt
"$binary" get --dir seed --state seed.state --bind 127.0.0.1 --port 0 --no-trackers --seed --encryption required --json data.torrent >seed.json 2>seed.log &
seeder=$!
for _ in $(seq 100); do
  port=$(sed -nE 's/.*listening at port ([0-9]+).*/\1/p' seed.log)
  [ -n "$port" ] && grep -q completed seed.json && break
  sleep 0.1
done
timeout 60 "$binary" get --dir leech --state leech.state --bind 127.0.0.1 --port 0 --no-trackers --peer "127.0.0.1:$port" --encryption required --json data.torrent >leech.json 2>leech.log
cmp seed/data.bin leech/data.bin
kill -TERM "$seeder"
timeout 10 tail --pid="$seeder" -f /dev/null
seeder=
echo "native binary: made, seeded, fetched by RC4 and compared"
