"""The web's settings stand before any of its modules is read, on a data folder that only these tests know."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import django
from django.conf import settings

WEB_HOME = Path(tempfile.mkdtemp(prefix="encours-tests-"))
atexit.register(shutil.rmtree, WEB_HOME, ignore_errors=True)

os.environ["ENCOURS_LANG"] = "en"
os.environ["ENCOURS_HOME"] = str(WEB_HOME)
os.environ["ENCOURS_DEBUG"] = "1"  # styles served without being gathered first
os.environ["DJANGO_SETTINGS_MODULE"] = "encours.web.site.settings"
django.setup()

# As Django's own runner does: its page of a failure would print the whole book that its frames hold, for minutes.
settings.DEBUG = False
