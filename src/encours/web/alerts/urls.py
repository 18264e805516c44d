"""Addresses of alerts, of the rules that watch, of webhooks."""

from django.urls import path

from encours.web.alerts import hook_views, rule_views, views

RULE = "alertes/regles/<int:pk>/"
urlpatterns = [
    path("alertes/", views.alerts, name="alerts"),
    path("alertes/actes/", views.act, name="act_on_alerts"),
    path("alertes/verification/", views.look, name="look_for_alerts"),
    path("alertes/regles/", rule_views.rules, name="alert_rules"),
    path("alertes/regles/nouvelle/", rule_views.new, name="new_alert_rule"),
    path("alertes/regles/prete/<slug:name>/", rule_views.ready, name="ready_alert_rule"),
    path(RULE, rule_views.edit, name="alert_rule"),
    path(f"{RULE}interrupteur/", rule_views.switch, name="switch_alert_rule"),
    path(f"{RULE}suppression/", rule_views.delete, name="delete_alert_rule"),
    path(f"{RULE}restauration/", rule_views.restore, name="restore_alert_rule"),
    path("alertes/webhooks/", hook_views.hooks, name="hooks"),
    path("alertes/webhooks/nouveau/", hook_views.new, name="new_hook"),
    path("alertes/webhooks/<int:pk>/", hook_views.edit, name="hook"),
    path("alertes/webhooks/<int:pk>/essai/", hook_views.trial, name="try_hook"),
    path("alertes/<int:pk>/", views.alert, name="alert"),
]
