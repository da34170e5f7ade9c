#!/usr/bin/env bash
# Tries the engines here: check.sh SAMPLE FOLDER ENGINE…, each parallel, slurm or spark. Needs `polyseme` in PATH.
#
# FOLDER holds text files. They are indexed at once, then in four parts: by one worker, by two, and by two of which one is killed
# (kill -9) when some of its uses are on the disk. All indexes have to hold the same.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
sample=$(readlink -f "$1") folder=$(readlink -f "$2")
program=$(command -v polyseme) || { echo "no polyseme in PATH" >&2; exit 69; }
export work
work=$(mktemp -d "$PWD/check.XXXXXX")
trap 'rm -rf "$work"' EXIT

# The text is short, so that few uses are put on the disk together. Who indexes a part says which process does.
mkdir "$work/bin"
cat > "$work/bin/polyseme" <<PROGRAM
#!/usr/bin/env bash
[ "\$1" != --threads ] || echo "\$\$" > "$work/writer-of-\${4##*/}"
exec "$program" "\$@" --together 1024
PROGRAM
chmod +x "$work/bin/polyseme"
PATH=$work/bin:$PATH

parallel() { "$here/parallel.sh" "$work" --jobs "$1"; }

slurm() {
  (cd "$here" && sbatch --quiet --wait --array="0-3%$1" --output="$work/slurm-%a.log" slurm.sh "$work")
  polyseme index merge "$work/whole" "$work"/parts/*
}

spark() { spark-submit --master "local-cluster[$1,1,1024]" "$here/spark.py" "$work" 2> "$work/spark.log"; }

# Waits for some uses of a part, and kills the process that writes them.
kill_one() {
  until compgen -G "$work/parts/0001/segments/*.uses" > "$work/there"; do read -rt .02 <> <(:) || :; done
  kill -9 "$(cat "$work/writer-of-0001")"
}

contents() { polyseme index "$1" --output jsonl | grep -o '"indexed_[a-z]*":[0-9]*' | paste -sd ' '; }

# How many seconds an engine takes, and whether its index is the one that is made at once.
try() {
  rm -rf "$work/parts" "$work/whole"
  [ -z "${3-}" ] || kill_one &
  local begun=$EPOCHREALTIME
  "$1" "$2" > "$work/said"
  wait "$!" || { echo "$1: nothing was killed" >&2; exit 1; }
  awk -v name="$1" -v workers="$2" -v how="${3-}" -v uses="$uses" -v seconds="$EPOCHREALTIME-$begun" '
    BEGIN { split(seconds, clock, "-"); seconds = clock[1] - clock[2]
            printf "%-8s  %d  %-10s  %6.1f s  %5.0f uses/s\n", name, workers, how, seconds, uses / seconds }'
  [ "$(contents "$work/whole")" = "$expected" ] || { echo "$1: other uses: $(contents "$work/whole")" >&2; exit 1; }
}

polyseme index "$work/like" "$sample" > "$work/said"
mkdir "$work/lists"
find "$folder" -type f | sort | split -n r/4 -d -a 4 - "$work/lists/"
polyseme index "$work/once" --like "$work/like" "$folder" > "$work/said"
expected=$(contents "$work/once")
uses=${expected##*:}
echo "$expected"
for engine in "${@:3}"; do
  try "$engine" 1
  try "$engine" 2
  try "$engine" 2 "one killed"
done
