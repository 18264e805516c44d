"""Addresses of the company's choices."""

from django.urls import path, register_converter

from encours.web.access.codes import CodeConverter
from encours.web.preferences import views
from encours.web.preferences.letterheads import views as letterheads

register_converter(CodeConverter, "entitycode")
PAPER = "reglages/en-tetes/"

urlpatterns = [
    path("reglages/tranches-et-objectifs/", views.preferences, name="preferences"),
    path(PAPER, letterheads.letterheads, name="letterheads"),
    path(f"{PAPER}<entitycode:entity>/", letterheads.letterhead, name="letterhead"),
    path(f"{PAPER}<entitycode:entity>/logo/", letterheads.logo, name="letterhead_logo"),
    path(f"{PAPER}<entitycode:entity>/exemple/", letterheads.example, name="letterhead_example"),
]
