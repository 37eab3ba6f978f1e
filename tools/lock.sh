#!/usr/bin/env bash
# Resolves pyproject.toml into requirements/{run,parser,office,dev,node}.lock: versions and hashes for Linux, macOS and Windows
# and Python 3.11 upward, and never the address of the place they were fetched from.
# An existing pin is kept while it still fits; to move on, pass options through: bash tools/lock.sh --upgrade
set -euo pipefail
cd "$(dirname "$0")/.."

tool=.venv-lock
[ -x "$tool/bin/uv" ] || {
  "${PYTHON:-python3}" -m venv "$tool"
  "$tool/bin/python" -m pip --disable-pip-version-check install --quiet uv
}

resolve() {
  "$tool/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}

resolve pyproject.toml --output-file requirements/run.lock "$@"
resolve pyproject.toml --extra parser --constraints requirements/run.lock --output-file requirements/parser.lock "$@"
resolve pyproject.toml --extra office --extra tracing --constraints requirements/parser.lock --output-file requirements/office.lock "$@"
resolve pyproject.toml --extra parser --extra office --extra tracing --group dev \
  --constraints requirements/parser.lock --constraints requirements/office.lock --output-file requirements/dev.lock "$@"
resolve --group node --output-file requirements/node.lock "$@"
"${PYTHON:-python3}" -m tools.lock_check
