#!/bin/sh
# The benchmark compares with PostgreSQL, whose server programs it starts itself: see that they are there.
set -eu

if command -v postgres >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing PostgreSQL for the comparison"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
else
    echo "PostgreSQL is not installed: the comparison with it is left out." >&2
    echo "To have it: sudo apt-get install postgresql, or brew install postgresql@15" >&2
fi
