"""Addresses of holds."""

from django.urls import path

from encours.web.holds import views
from encours.web.holds.form import HOLD
from encours.web.records.urls import addresses

urlpatterns = [
    path("suspensions/", views.holds, name="holds"),
    *addresses(HOLD, "suspensions", "suspension"),
    path("suspensions/<code:record>/levee/", views.lift, name="lift_hold"),
]
