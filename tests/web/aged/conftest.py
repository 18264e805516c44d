"""The aged balance of the small ledger of the rows it leads to."""

from tests.web.items.conftest import ledger

__all__ = ["ledger"]
