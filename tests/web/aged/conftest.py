"""The aged balance of the small ledger of the rows it leads to."""

from tests.web.items.conftest import ledger, ledger_home

__all__ = ["ledger", "ledger_home"]
