#!/usr/bin/env bash
# Grades a course as a Slurm array: one shard for each task. See docs/en/instructor/scaling.md.
#
#   export DOWNLOAD=/data/hw3.zip SECRET=/data/secret OUT=/data/graded LAB=/data/pbft-lab
#   id=$(sbatch --parsable docs/schedulers/slurm.sh)
#   sbatch --dependency=afterany:"$id" --array=1 docs/schedulers/slurm.sh merge 8
#
# The second number is that of the shards. All paths are absolute, and on a file system that every
# node has. A shard that was stopped goes on when it is submitted again: --array=3 alone, with SHARDS=8.
#SBATCH --job-name=pbft-grade
#SBATCH --array=1-8
#SBATCH --cpus-per-task=4
#SBATCH --mem=8G
#SBATCH --time=04:00:00
#SBATCH --output=pbft-grade-%A_%a.log
set -euo pipefail

: "${DOWNLOAD:?the download to grade}" "${OUT:?the folder for results}"
: "${SECRET:?a file with a secret, the same for all shards}" "${LAB:?where this lab is installed}"
cd "$LAB"

if [ "${1:-}" = merge ]; then
  folders=()
  for shard in $(seq "${2:?the number of shards}"); do folders+=("$OUT/shard-$shard"); done
  exec npm run --silent grade:merge -- "${folders[@]}" --out "$OUT/course"
fi

shard=$SLURM_ARRAY_TASK_ID
exec npm run --silent grade:all -- "$DOWNLOAD" \
  --out "$OUT/shard-$shard" \
  --shard "$shard/${SHARDS:-$SLURM_ARRAY_TASK_COUNT}" \
  --secret "$SECRET" \
  --sandbox "${SANDBOX:-bwrap}" \
  --jobs "${SLURM_CPUS_PER_TASK:-1}"
