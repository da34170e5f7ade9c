#!/usr/bin/env bash
# Indexes one part of a corpus: part.sh WORK NUMBER. Every engine here runs this, on any machine, and again where it failed.
#
# WORK/lists/NUMBER names the part's files, a line each, WORK/like is an index that all parts keep their vectors like, and the part
# becomes WORK/parts/NUMBER. A process may outlive the engine that started it; who comes after it waits, and finds its work done.
set -euo pipefail
work=$1 number=$2
mapfile -t files < "$work/lists/$number"
mkdir -p "$work/parts"
exec flock "$work/lists/$number" \
  polyseme --threads "${SLURM_CPUS_PER_TASK:-1}" index "$work/parts/$number" --like "$work/like" --output jsonl "${files[@]}"
