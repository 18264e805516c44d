"""Addresses of the team."""

from django.urls import path

from encours.web.team.views import aim_at, team

urlpatterns = [
    path("equipe/", team, name="team"),
    path("equipe/objectifs/", aim_at, name="aim"),
]
