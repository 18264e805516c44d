"""Addresses of this part."""

from django.urls import path, register_converter

from encours.web.access.codes import CodeConverter
from encours.web.items.card import item
from encours.web.items.views import items

register_converter(CodeConverter, "itemcode")

urlpatterns = [
    path("creances/", items, name="items"),
    path("creances/<itemcode:entity>/<itemcode:item>/", item, name="item"),
]
