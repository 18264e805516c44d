"""The drawings, as Django knows them."""

from django.apps import AppConfig


class ChartsConfig(AppConfig):
    name = "encours.web.charts"
    label = "charts"
