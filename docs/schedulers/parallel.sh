#!/usr/bin/env bash
# Grades a course on several machines by ssh, with GNU parallel, and merges it. See docs/en/instructor/scaling.md.
#
#   export DOWNLOAD=/data/hw3.zip SECRET=/data/secret OUT=/data/graded LAB=/data/pbft-lab
#   HOSTS=hosts.txt SHARDS=8 bash docs/schedulers/parallel.sh
#
# HOSTS is a file with a machine on each line, as ssh knows it; ":" is this one. All paths are
# absolute, and on a file system that every machine has; npm is in the PATH that ssh gives. One shard at a
# time is on a machine: it uses all of its cores. After an interruption run the same again.
set -euo pipefail

: "${DOWNLOAD:?the download to grade}" "${OUT:?the folder for results}"
: "${SECRET:?a file with a secret, the same for all shards}" "${LAB:?where this lab is installed}"
: "${HOSTS:?a file with a machine on each line}"
shards=${SHARDS:-8}

# A shard with submissions that could not be graded ends with 3, and is merged all the same.
failed=0
parallel --quote --sshloginfile "$HOSTS" --jobs 1 --line-buffer --tag --workdir "$LAB" \
  npm run --silent grade:all -- "$DOWNLOAD" \
  --out "$OUT/shard-{}" \
  --shard "{}/$shards" \
  --secret "$SECRET" \
  --sandbox "${SANDBOX:-bwrap}" \
  ::: $(seq "$shards") || failed=$?

folders=()
for shard in $(seq "$shards"); do folders+=("$OUT/shard-$shard"); done
cd "$LAB"
npm run --silent grade:merge -- "${folders[@]}" --out "$OUT/course"
if [ "$failed" -gt 0 ]; then
  echo "$failed shards did not grade all: see above, and run the same again" >&2
  exit 3
fi
