#!/usr/bin/env bash
# Runs test programs one after the other and adds their results up.
# usage: run-tests.sh SUITE...   (Core Engine Rpc Exe Dashboard Simulation Interop); the sums are added to the file $TALLY, if set
set -u
cd "$(dirname "$0")/../.."

passed=0
failed=0
status=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for suite in "$@"; do
  case "$suite" in
    Core | Engine | Rpc | Dashboard) project=TuiTorrent.$suite.Tests ;;
    Exe) project=TuiTorrent.Tests ;;
    *) project=TuiTorrent.$suite ;;
  esac
  start=$SECONDS
  NO_COLOR=1 dotnet "tests/$project/bin/${CONFIG:-Release}/net10.0/$project.dll" -noColor -noLogo ${TEST_ARGS:-} >"$log" 2>&1
  code=$?
  summary=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+' "$log" | tail -n 1)
  total=$(sed -nE 's/.*Total: ([0-9]+).*/\1/p' <<<"$summary")
  bad=$(sed -nE 's/.*Errors: ([0-9]+), Failed: ([0-9]+).*/\1+\2/p' <<<"$summary")
  skipped=$(sed -nE 's/.*Skipped: ([0-9]+).*/\1/p' <<<"$summary")
  bad=$((${bad:-1}))
  good=$((${total:-0} - bad - ${skipped:-0}))
  [ "$good" -lt 0 ] && good=0
  if [ "$code" -ne 0 ] || [ -z "$summary" ] || [ "$bad" -ne 0 ]; then
    [ "$bad" -eq 0 ] && bad=1
    status=1
    cat "$log"
  fi
  grep -E '^ *[0-9]+ cases, [0-9]+ as expected' "$log" | sed 's/^ */  /'
  printf '%-12s %5d passed, %d failed (%d s)\n' "$suite" "$good" "$bad" $((SECONDS - start))
  passed=$((passed + good))
  failed=$((failed + bad))
done
if [ -n "${TALLY:-}" ]; then
  echo "$passed $failed" >>"$TALLY"
else
  echo "$passed passed, $failed failed"
fi
exit $status
