"""Addresses of promises."""

from django.urls import path

from encours.web.promises import views
from encours.web.promises.form import PROMISE
from encours.web.records.urls import addresses

urlpatterns = [
    path("promesses/", views.promises, name="promises"),
    *addresses(PROMISE, "promesses", "promesse"),
    path("promesses/<code:record>/annulation/", views.cancel, name="cancel_promise"),
]
