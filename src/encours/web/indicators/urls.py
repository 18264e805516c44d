"""Addresses of indicators."""

from django.urls import path

from encours.web.indicators import page

urlpatterns = [
    path("indicateurs/<slug:name>/", page.indicator, name="indicator"),
]
