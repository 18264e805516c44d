"""Addresses of portfolios."""

from django.urls import path

from encours.web.portfolios import views

urlpatterns = [
    path("reglages/portefeuilles/", views.portfolios, name="portfolios"),
    path("reglages/portefeuilles/affecter/", views.assign, name="assign"),
]
