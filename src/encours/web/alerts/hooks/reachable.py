"""Which addresses a webhook may be sent to: none of this machine nor of a private network, unless it was allowed."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from encours.errors import DataError, UsageError
from encours.said import _

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
PORTS = {"https": 443, "http": 80}
# Networks whose addresses hold one of the fourth version, at its end or behind a prefix.
TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"))
LOCAL = IPv6Network("64:ff9b:1::/48")  # of a network's own translation
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Target:
    """An address as it is posted to."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def named(self) -> str:
        """The host as the request names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def target_of(url: str, *, private: bool = False) -> Target:
    """The parts of an address; UsageError for one that nothing is ever posted to. In clear, only where private ones are
    allowed."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise UsageError(_("This is no address: write it as https://host/path.")) from None
    wrong = not parts.hostname or not url.isascii() or not url.isprintable() or " " in url.strip()
    if wrong or len(url) > LONGEST or parts.scheme not in PORTS:
        raise UsageError(_("This is no address: write it as https://host/path."))
    if parts.username is not None or parts.password is not None:
        raise UsageError(_("An address holds no name and no password: what is sent is signed."))
    if parts.scheme == "http" and not private:
        raise UsageError(
            _("An address outside of one's own network is https://…: what is sent tells of customers.")
        )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    assert parts.hostname is not None
    return Target(parts.scheme, parts.hostname, port or PORTS[parts.scheme], path)


def reachable(target: Target, *, private: bool = False, resolve: Resolve | None = None) -> list[str]:
    """The addresses a host has, to connect to one of these and to nothing else: asked a second time, a name may be
    somebody else's. DataError when one of them may not be reached, OSError when there is none."""
    found = (resolve or resolved)(target.host, target.port)
    for text in found:
        if not private and not public(ip_address(text.partition("%")[0])):
            raise DataError(
                _(
                    "{0} is an address of this machine or of a private network: an administrator has to allow it first."
                ).format(target.host)
            )
    return list(found)


def public(address: Address) -> bool:
    """Whether it belongs to the internet at large, in whatever form it is written.

    >>> [public(ip_address(one)) for one in ("8.8.8.8", "2606:4700::1111")]
    [True, True]
    >>> here = ("127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fd00::1", "fe80::1")
    >>> any(public(ip_address(one)) for one in here)
    False
    >>> any(public(ip_address(one)) for one in ("::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "224.0.0.1"))
    False
    """
    if isinstance(address, IPv6Address):
        inner = _inner(address)
        if inner is not None:
            return public(inner)
        if address in LOCAL:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def resolved(host: str, port: int) -> list[str]:
    """As the machine resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def _inner(address: IPv6Address) -> IPv4Address | None:
    """The address of the fourth version it stands for, where it does."""
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if any(address in network for network in TRANSLATED) and int(address) > 1:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
