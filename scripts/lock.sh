#!/bin/sh
# Writes the lock files: versions and hashes for Python 3.11 and later on every system, and no addresses.
# The machine's own index settings are left out of it, so that the hashes are those of the public index.
set -eu
unset PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS UV_INDEX UV_DEFAULT_INDEX UV_INDEX_URL UV_EXTRA_INDEX_URL UV_FIND_LINKS

compile() {
    .venv/bin/uv pip compile --quiet --no-config --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-annotate --custom-compile-command 'make lock' "$@"
}
compile pyproject.toml -o requirements.txt
compile pyproject.toml --extra test --constraint requirements.txt -o requirements-test.txt
