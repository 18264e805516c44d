"""Single sign-on by the settings of the environment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from encours.errors import UsageError
from encours.i18n import _

LOCAL = ("localhost", "127.0.0.1", "::1")


def providers(environment: Mapping[str, str]) -> dict[str, Any]:
    """The OpenID Connect provider named by ENCOURS_OIDC_URL, _CLIENT, _SECRET and _NAME; none without a URL.

    People are matched by an address the provider says it has verified. One that never says so (`email_verified`), but
    whose addresses are given by the company alone, is vouched for by ENCOURS_OIDC_VOUCHED=1.

    >>> providers({})
    {}
    >>> providers({"ENCOURS_OIDC_URL": "https://id.example"})["openid_connect"]["APPS"][0]["name"]
    'Single sign-on'
    """
    server = environment.get("ENCOURS_OIDC_URL", "")
    if not server:
        return {}
    where = urlsplit(server)
    if where.scheme != "https" and where.hostname not in LOCAL:
        raise UsageError(_("ENCOURS_OIDC_URL must be https: whoever is on the way could let anybody in."))
    app = {
        "provider_id": "company",
        "name": environment.get("ENCOURS_OIDC_NAME", "Single sign-on"),
        "client_id": environment.get("ENCOURS_OIDC_CLIENT", ""),
        "secret": environment.get("ENCOURS_OIDC_SECRET", ""),
        "settings": {
            "server_url": server,
            "verified_email": environment.get("ENCOURS_OIDC_VOUCHED", "") == "1",
        },
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
