#!/usr/bin/env bash
# Indexes all parts by GNU parallel and merges them: parallel.sh WORK [OPTIONS OF PARALLEL], as --jobs 4 or --sshloginfile HOSTS.
#
# A job that fails is tried three times in all. Then no other is started, those that run are finished, and nothing is merged.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
work=$(readlink -f "$1")
export POLYSEME_MODEL=${POLYSEME_MODEL-}
parallel --env PATH --env POLYSEME_MODEL --retries 3 --halt soon,fail=1 --joblog "$work/jobs.tsv" "${@:2}" \
  "$here/part.sh" "$work" '{/}' ::: "$work"/lists/*
polyseme index merge "$work/whole" "$work"/parts/*
