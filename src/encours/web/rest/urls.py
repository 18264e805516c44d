"""Addresses of the programming interface and of its keys."""

from django.contrib.auth.decorators import login_required
from django.urls import path

from encours.web.rest.interface import addresses
from encours.web.rest.methods import by_method
from encours.web.rest.problems import nothing
from encours.web.rest.views import document, keys, new_key, revocation

urlpatterns = [
    path("api/v1/", by_method(login_required(document), "GET"), name="api"),
    path("api/v1/", addresses()),
    path("api/v1/<path:rest>", nothing),
    path("reglages/cles/", keys, name="keys"),
    path("reglages/cles/nouvelle/", new_key, name="new_key"),
    path("reglages/cles/<int:number>/revocation/", revocation, name="revoke_key"),
]
