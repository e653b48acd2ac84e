#!/usr/bin/env bash
# Locks what the lists in requirements/ name: writes every package that they need, in one version and
# with its digests. `./dev lock` runs it after a list was changed; what is locked already stays as
# it is, as far as the lists allow.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../requirements"

# Locks the list $1 for the Pythons of all systems, in agreement with the locked lists that follow.
lock_python() {
  local constraints=("${@:2}")
  UV_CUSTOM_COMPILE_COMMAND='./dev lock' uv pip compile --quiet --universal \
    --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
    "${constraints[@]/#/--constraint=}" --output-file "$1.txt" "$1.in"
}

lock_python build
lock_python wheel build.txt
lock_python test build.txt wheel.txt
lock_python setuptools
lock_python test-slow build.txt wheel.txt test.txt setuptools.txt
for consumer in consumers/*.in; do
  lock_python "${consumer%.in}"
done
lock_python engines build.txt wheel.txt test.txt setuptools.txt test-slow.txt
lock_python lint
lock_python bench
lock_python lock

# Where a package comes from is a matter of each user's settings, so the lock names no address.
npm install --silent --prefix npm --package-lock-only --ignore-scripts --no-audit --no-fund \
  --omit-lockfile-registry-resolved

GOFLAGS=-mod=mod go -C go mod tidy
