"""Addresses of promises."""

from django.urls import path, register_converter

from encours.web.access.codes import CodeConverter
from encours.web.promises import views

register_converter(CodeConverter, "promisecode")
ONE = "promesses/<promisecode:promise>/"
OF_CUSTOMER = "clients/<promisecode:entity>/<promisecode:customer>/promesses/"

urlpatterns = [
    path("promesses/", views.promises, name="promises"),
    path("promesse/", views.choose, name="choose_promise"),
    path(OF_CUSTOMER, views.new, name="new_promise"),
    path(ONE, views.one, name="promise"),
    path(f"{ONE}correction/", views.correct, name="correct_promise"),
    path(f"{ONE}annulation/", views.cancel, name="cancel_promise"),
    path(f"{ONE}retrait/", views.withdraw, name="withdraw_promise"),
]
