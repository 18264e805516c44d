#!/bin/sh
# Says where Chromium is, for the browser tests and the pictures of the docs. Root on a Debian that lacks it gets it.
set -eu

find_it() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" 2>/dev/null; then
            return 0
        fi
    done
    return 1
}

if find_it; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests" >&2
    apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
    if find_it; then
        exit 0
    fi
fi
echo "Chromium is not installed: the tests in a real browser are left out." >&2
echo "To have them: sudo apt-get install chromium, or brew install --cask chromium" >&2
exit 1
