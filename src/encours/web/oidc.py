"""Single sign-on by the settings of the environment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def providers(environment: Mapping[str, str]) -> dict[str, Any]:
    """The OpenID Connect provider named by ENCOURS_OIDC_URL, _CLIENT, _SECRET and _NAME; none without a URL."""
    server = environment.get("ENCOURS_OIDC_URL", "")
    if not server:
        return {}
    app = {
        "provider_id": "company",
        "name": environment.get("ENCOURS_OIDC_NAME", "Single sign-on"),
        "client_id": environment.get("ENCOURS_OIDC_CLIENT", ""),
        "secret": environment.get("ENCOURS_OIDC_SECRET", ""),
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
