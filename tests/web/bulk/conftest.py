"""The small book of promises, and people who follow a part of it."""

from tests.web.promises.conftest import small_home
from tests.web.records.followers import collector, ledger, manager

__all__ = ["collector", "ledger", "manager", "small_home"]
