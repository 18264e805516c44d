"""Addresses of this part."""

from django.urls import path

from encours.web.aged.views import balance, control, keep

urlpatterns = [
    path("balance/", balance, name="aged"),
    path("balance/controle/", control, name="aged_control"),
    path("balance/tranches/", keep, name="aged_keep"),
]
