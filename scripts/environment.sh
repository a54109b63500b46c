#!/bin/sh
# Makes .venv where there is none, installs into it exactly what a lock file names, and puts the checkout on its path.
set -eu
lock=$1

suitable() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for name in "${PYTHON:-}" python3.13 python3.12 python3.11 python3 python; do
        if [ -n "$name" ] && suitable "$name"; then
            command -v "$name"
            return
        fi
    done
    echo "Python 3.11 or later is needed and was not found. Install it, or name it: make PYTHON=/path/to/python3 …" >&2
    exit 1
}

# Debian and Ubuntu ship Python without the part of venv that installs pip.
complete_python() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing $package, which $1 needs to make an environment …"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y "$package" >/dev/null
        "$1" -c 'import ensurepip, venv' && return
    fi
    echo "$1 cannot make an environment: its module ensurepip is missing." >&2
    echo "On Debian or Ubuntu: sudo apt-get install $package, then the same make command again." >&2
    exit 1
}

if ! suitable .venv/bin/python; then
    python=$(find_python)
    complete_python "$python"
    echo "Making .venv with $("$python" --version) …"
    rm -rf .venv
    "$python" -m venv .venv
fi
echo "Installing what $lock names …"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
# The package is used where it lies: notebooks in a folder of their own find it, and so does the program by its name.
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
pwd > "$site/checkout.pth"
printf '#!/bin/sh\nexec "%s/.venv/bin/python" -m dashboard "$@"\n' "$(pwd)" > .venv/bin/innovation-dashboard
chmod +x .venv/bin/innovation-dashboard
