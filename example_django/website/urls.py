"""Every address of the site."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path
from guestbook import views

admin.site.site_header = "Guest book"
admin.site.site_title = "Guest book"
admin.site.index_title = "Behind the counter"

urlpatterns = [
    path("", views.book, name="book"),
    path("entries/<int:pk>/remove/", views.remove, name="remove"),
    path("account/", views.account, name="account"),
    path("login/", LoginView.as_view(template_name="guestbook/login.html"), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("admin/", admin.site.urls),
]
