"""Every page of the web door."""

from __future__ import annotations

from django.urls import path

from wellserved.web.views import assessing, attempts, centres, learning, offline, pages, signing_in

urlpatterns = [
    path("", pages.home, name="home"),
    path("how-marking-works/", pages.how_marking_works, name="how-marking-works"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("offline/", offline.offline, name="offline"),
    path("service-worker.js", offline.service_worker, name="service-worker"),
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-in/demo/", signing_in.sign_in_demo, name="sign-in-demo"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("learn/", learning.learner_home, name="learner-home"),
    path("units/<slug:unit>/", learning.unit, name="unit"),
    path("units/<slug:unit>/tasks/<slug:point>/", learning.task, name="task"),
    path("units/<slug:unit>/tasks/<slug:point>/draft/", learning.save_draft, name="save-draft"),
    path("attempts/<uuid:attempt>/", attempts.attempt, name="attempt"),
    path("attempts/<uuid:attempt>/compare/<uuid:other>/", attempts.compare, name="compare"),
    path("answers/", assessing.queue, name="queue"),
    path("answers/<uuid:attempt>/", assessing.answer, name="answer"),
    path("centres/<slug:centre>/settings/", centres.settings, name="centre-settings"),
]
