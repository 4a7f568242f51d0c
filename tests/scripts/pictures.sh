#!/usr/bin/env bash
# Takes the README's pictures: the dashboard over the made-up swarm, as it stands in tmux.
# usage: pictures.sh DIRECTORY
set -eu
cd "$(dirname "$0")/../.."
out=$(mkdir -p "$1" && cd "$1" && pwd)
server="tuitorrent-pictures-$$"
run() { tmux -L "$server" -f /dev/null "$@"; }
trap 'run kill-server 2>/dev/null || true' EXIT

see() { # see PATTERN: waits until the screen shows it
  for _ in $(seq 600); do
    run capture-pane -p | grep -qE "$1" && return
    sleep 0.1
  done
  echo "The dashboard did not show '$1':" >&2
  run capture-pane -p >&2
  exit 1
}

take() { # take NAME COLUMNS ROWS
  run capture-pane -pe | python3 tests/scripts/ansi_svg.py "$2" "$3" >"$out/$1.svg"
  echo "$out/$1.svg"
}

run new-session -d -x 80 -y 24 "env LC_ALL=C.UTF-8 CONFIG=${CONFIG:-Release} tests/scripts/demo.sh"
see 'All +9'
# Long enough for rates, and for a graph with something in it.
sleep "${WARM_UP:-40}"
take dashboard-80x24 80 24
run resize-window -x 140 -y 40
run send-keys Enter
sleep 3
take dashboard-140x40 140 40
run send-keys q
