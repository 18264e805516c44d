"""Addresses of the day."""

from django.urls import path, register_converter

from encours.web.access.codes import CodeConverter
from encours.web.day import acting, views

register_converter(CodeConverter, "daycode")
LINE = "ma-journee/<daycode:entity>/<daycode:customer>/"

urlpatterns = [
    path("ma-journee/", views.day, name="day"),
    path("ma-journee/temps/", acting.time, name="day_time"),
    path(f"{LINE}debut/", acting.begin, name="day_begin"),
    path(f"{LINE}fin/", acting.leave, name="day_leave"),
    path(f"{LINE}fait/", acting.done, name="day_done"),
    path(f"{LINE}report/", acting.put_off, name="day_put_off"),
    path(f"{LINE}confie/", acting.give, name="day_give"),
    path(f"{LINE}retour/", acting.back, name="day_back"),
]
