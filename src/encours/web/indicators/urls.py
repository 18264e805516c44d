"""Addresses of indicators."""

from django.urls import path

from encours.web.indicators import bridge, list_views, own_views, views

urlpatterns = [
    path("indicateurs/", list_views.indicators, name="indicators"),
    path("indicateurs/dso/pont/", bridge.bridge, name="bridge"),
    path("indicateurs/miens/", own_views.own_indicators, name="own_indicators"),
    path("indicateurs/miens/nouveau/", own_views.new, name="new_own_indicator"),
    path("indicateurs/miens/<int:pk>/", own_views.edit, name="own_indicator"),
    path("indicateurs/miens/<int:pk>/suppression/", own_views.delete, name="delete_own_indicator"),
    path("indicateurs/miens/<int:pk>/retour/", own_views.restore, name="restore_own_indicator"),
    path("indicateurs/<slug:name>/", views.indicator, name="indicator"),
]
