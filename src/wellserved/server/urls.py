from django.urls import include, path

urlpatterns = [path("", include("wellserved.web.urls"))]

handler400 = "wellserved.web.views.errors.bad_request"
