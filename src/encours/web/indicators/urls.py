"""Addresses of indicators."""

from django.urls import path, register_converter

from encours.web.access.codes import CodeConverter
from encours.web.indicators import bridge, bridge_causes, list_views, own_views, views

register_converter(CodeConverter, "accountcode")

urlpatterns = [
    path("indicateurs/", list_views.indicators, name="indicators"),
    path("indicateurs/dso/pont/", bridge.bridge, name="bridge"),
    path("indicateurs/dso/pont/<slug:cause>/", bridge_causes.bridge_cause, name="bridge_cause"),
    path(
        "indicateurs/dso/pont/<slug:cause>/<accountcode:entity>/<accountcode:customer>/",
        bridge_causes.bridge_customer,
        name="bridge_customer",
    ),
    path("indicateurs/miens/", own_views.own_indicators, name="own_indicators"),
    path("indicateurs/miens/nouveau/", own_views.new, name="new_own_indicator"),
    path("indicateurs/miens/<int:pk>/", own_views.edit, name="own_indicator"),
    path("indicateurs/miens/<int:pk>/suppression/", own_views.delete, name="delete_own_indicator"),
    path("indicateurs/miens/<int:pk>/retour/", own_views.restore, name="restore_own_indicator"),
    path("indicateurs/<slug:name>/", views.indicator, name="indicator"),
]
