"""Addresses of indicators."""

from django.urls import path

from encours.web.indicators import bridge, listing, mine, page

urlpatterns = [
    path("indicateurs/", listing.indicators, name="indicators"),
    path("indicateurs/dso/pont/", bridge.bridge, name="bridge"),
    path("indicateurs/miens/", mine.own_indicators, name="own_indicators"),
    path("indicateurs/miens/nouveau/", mine.new, name="new_own_indicator"),
    path("indicateurs/miens/<int:pk>/", mine.edit, name="own_indicator"),
    path("indicateurs/miens/<int:pk>/suppression/", mine.delete, name="delete_own_indicator"),
    path("indicateurs/<slug:name>/", page.indicator, name="indicator"),
]
