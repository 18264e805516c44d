"""Every address of the web: one line for each capability, whose own file names its pages."""

from django.urls import include, path

PARTS = (
    "shell",
    "cockpit",
    "aged",
    "items",
    "customers",
    "indicators",
    "group",
    "dashboards",
    "saved",
    "imports",
    "people",
    "portfolios",
    "preferences",
    "jobs",
    "audit",
    "rest",
    "serving",
)

urlpatterns = [path("", include(f"encours.web.{part}.urls")) for part in PARTS]
handler403 = "encours.web.shell.mistakes.refused"
handler404 = "encours.web.shell.mistakes.unknown"
handler500 = "encours.web.shell.mistakes.broken"
