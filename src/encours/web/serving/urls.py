"""The address load balancers ask."""

from django.urls import path

from encours.web.serving.health import health

urlpatterns = [path("health/", health, name="health")]
