"""Addresses of signing in and out, of second factors and of single sign-on: only what the product offers.

Signing up, changing one's own address and linking outside accounts have no address here.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from django.urls import path, re_path

from encours.web.people import single
from encours.web.people.resetting import choose_again, password_reset

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactif/", account.account_inactive, name="account_inactive"),
    path("confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("mot-de-passe/", account.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", account.password_set, name="account_set_password"),
    path("mot-de-passe/oublie/", password_reset, name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "mot-de-passe/oublie/fait/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^mot-de-passe/oublie/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        choose_again,
        name="account_reset_password_from_key",
    ),
    path("double-authentification/", factors.index, name="mfa_index"),
    path("double-authentification/code/", factors.authenticate, name="mfa_authenticate"),
    path("double-authentification/confirmer/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("double-authentification/application/", totp.activate_totp, name="mfa_activate_totp"),
    path("double-authentification/application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("double-authentification/secours/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "double-authentification/secours/tirer/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "double-authentification/secours/fichier/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("cles/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("cles/ajouter/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("cles/confirmer/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("cles/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("cles/<int:pk>/retirer/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("unique/annule/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("unique/erreur/", social.login_error, name="socialaccount_login_error"),
    path("unique/<slug:provider_id>/", single.to_provider, name="openid_connect_login"),
    path("unique/<slug:provider_id>/retour/", single.back, name="openid_connect_callback"),
]
