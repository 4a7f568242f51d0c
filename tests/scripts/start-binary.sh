#!/usr/bin/env bash
# Starts the native binary as a user would: version, help, wrong usage, a torrent made, shown, seeded and fetched, and a daemon that an "add" starts.
# usage: start-binary.sh BINARY
set -eu
binary=$(realpath "$1")
folder=$(mktemp -d)
seeder=
cleanup() {
  [ -z "$seeder" ] || kill "$seeder" 2>/dev/null || true
  [ -z "${XDG_RUNTIME_DIR:-}" ] || [ "$XDG_RUNTIME_DIR" != "$folder/run" ] || "$binary" shutdown --no-start >/dev/null 2>&1 || true
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

# With nobody listening, "add" starts a daemon of its own; it verifies what is there, and a second start finds it again.
export HOME=$folder XDG_RUNTIME_DIR=$folder/run XDG_STATE_HOME=$folder/state XDG_CONFIG_HOME=$folder/config
unset XDG_DATA_HOME
mkdir -m 700 run state config
"$binary" add data.torrent --dir "$folder/leech" --label kept >add.txt
timeout 30 "$binary" wait data.bin >wait.txt
"$binary" list --json >list.json
grep -q '"data.bin"' list.json
"$binary" set data.bin --up-limit 100K
"$binary" why data.bin >why.txt
"$binary" shutdown
"$binary" list --json >again.json
grep -q '"kept"' again.json
"$binary" remove data.bin
cmp seed/data.bin leech/data.bin
"$binary" shutdown
echo "native binary: made, seeded, fetched by RC4 and compared; a daemon added, kept and removed a torrent"
