#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image: Node, the packages of the grader, and
# the grader itself, so that a submission waits for none of them.
#   AUTOGRADER_ROOT       where Gradescope unpacks; for tests
#   SKIP_SYSTEM_PACKAGES  1: install nothing from the system's repositories; for tests
set -euo pipefail
export PATH="${PATH:-}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
export HOME="${HOME:-/root}"

root=${AUTOGRADER_ROOT:-/autograder}
source=$root/source
node_major=22

node_is_new_enough() {
  node -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

install_system_packages() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update
  apt-get install -y --no-install-recommends ca-certificates curl
  if ! node_is_new_enough; then
    curl -fsSL "https://deb.nodesource.com/setup_$node_major.x" | bash -
    apt-get install -y nodejs
  fi
  # The walls between servers are better with these two; the grader says which ones it has.
  apt-get install -y --no-install-recommends bubblewrap iproute2 ||
    echo 'without bubblewrap and iproute2: other walls are used'
}

if [ "${SKIP_SYSTEM_PACKAGES:-0}" != 1 ]; then install_system_packages; fi
if ! node_is_new_enough; then
  echo "expected Node 20.19 or later, saw $(node --version 2>&1)" >&2
  exit 1
fi

cd "$source/kit"
npm ci --omit=dev --prefer-offline --no-audit --no-fund
# Makes the bundle that all grades load, and fails here, not later, when the kit is not whole.
node grader/start.mjs grade --list >/dev/null
# The reference and the grader are nobody's to read but root's: servers run as other users.
chmod -R go-rwx "$source"
