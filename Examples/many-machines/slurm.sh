#!/usr/bin/env bash
#SBATCH --job-name=polyseme --output=%x-%A_%a.log --open-mode=append
#SBATCH --cpus-per-task=1 --mem=1G --requeue
# Indexes one part as a task of a Slurm array, submitted from the folder of these scripts:
#
#   job=$(sbatch --parsable --array="0-$(($(ls WORK/lists | wc -l) - 1))" slurm.sh WORK)
#   sbatch --dependency="afterok:$job" --wrap 'polyseme index merge WORK/whole WORK/parts/*'
#
# Slurm starts a task anew where its machine fails (--requeue), but not where its program is killed, which is therefore done here.
set -euo pipefail
for _ in 1 2 3; do
  "$SLURM_SUBMIT_DIR/part.sh" "$1" "$(printf '%04d' "$SLURM_ARRAY_TASK_ID")" && exit
done
exit 1
