from django.urls import include, path

urlpatterns = [path("", include("wellserved.web.urls"))]
