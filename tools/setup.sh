#!/bin/sh
# Make .venv with the locked versions and the package itself, in place. Nothing is installed outside it,
# but for Debian's own venv module when root runs this on a Debian that lacks it.
set -eu
cd "$(dirname "$0")/.."

is_recent() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

has_venv() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

# The first interpreter that is recent enough and can make an environment, else the first recent enough.
choose() {
    for need in has_venv true; do
        for candidate in python3.13 python3.12 python3.11 python3 python; do
            if is_recent "$candidate" && $need "$candidate"; then
                echo "$candidate"
                return
            fi
        done
    done
}

python=${PYTHON:-$(choose)}
if [ -z "$python" ] || ! is_recent "$python"; then
    echo "Python 3.11 or newer is needed${python:+, and $python is not}." >&2
    echo "Install it (Debian: apt-get install python3 python3-venv; macOS: brew install python@3.13)," >&2
    echo "or name it: make test PYTHON=/path/to/python3.12" >&2
    exit 1
fi

if ! has_venv "$python"; then
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing $package"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
    else
        echo "$python cannot make a virtual environment. Install its venv module and run this again:" >&2
        echo "    sudo apt-get install $package" >&2
        exit 1
    fi
fi

if ! is_recent .venv/bin/python; then
    echo "Making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
fi

echo "Installing the locked versions into .venv"
pip() {
    .venv/bin/python -m pip -qq --no-input --disable-pip-version-check "$@" </dev/null
}
pip install --requirement requirements.lock
pip install --no-deps --no-build-isolation --editable .
