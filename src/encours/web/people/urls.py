"""Addresses of this part."""

from django.urls import include, path

from encours.web.people import edit_views, first, invitation, profile, table, views

urlpatterns = [
    path("compte/", profile.profile, name="profile"),
    path("compte/sessions/fin/", profile.end_sessions, name="end_sessions"),
    path("compte/premier/<str:token>/", first.first, name="first"),
    path("compte/invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("compte/", include("encours.web.people.sign_urls")),
    path("reglages/utilisateurs/", table.people, name="people"),
    path("reglages/utilisateurs/roles/", table.roles, name="roles"),
    path("reglages/utilisateurs/nouveau/", views.new, name="new_person"),
    path("reglages/utilisateurs/<int:pk>/", views.person, name="person"),
    path("reglages/utilisateurs/<int:pk>/desactivation/", edit_views.deactivate, name="deactivate_person"),
    path("reglages/utilisateurs/<int:pk>/activation/", edit_views.activate, name="activate_person"),
    path("reglages/utilisateurs/<int:pk>/invitation/", edit_views.renew, name="invite_person"),
    path("reglages/utilisateurs/<int:pk>/second-facteur/", edit_views.reset_factors, name="reset_factors"),
    path("reglages/utilisateurs/<int:pk>/deverrouillage/", edit_views.open_again, name="unlock_person"),
]
