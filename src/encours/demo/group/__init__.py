"""The demo group: five companies, their customers, two years of trade, and the files their software would export."""

from encours.demo.group.sources import Source, Sources, write_sources

__all__ = ["Source", "Sources", "write_sources"]
