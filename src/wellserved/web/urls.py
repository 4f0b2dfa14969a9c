"""Every page of the web door."""

from __future__ import annotations

from django.urls import path

from wellserved.web.views import (
    appeals,
    assessing,
    attempts,
    centres,
    classes,
    learning,
    pages,
    roles,
    searching,
    signing_in,
)

urlpatterns = [
    path("", pages.home, name="home"),
    path("how-marking-works/", pages.how_marking_works, name="how-marking-works"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-in/demo/", signing_in.sign_in_demo, name="sign-in-demo"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("role/", roles.switch_role, name="switch-role"),
    path("learn/", learning.learner_home, name="learner-home"),
    path("units/<slug:unit>/", learning.unit, name="unit"),
    path("units/<slug:unit>/tasks/<slug:point>/", learning.task, name="task"),
    path("units/<slug:unit>/tasks/<slug:point>/draft/", learning.save_draft, name="save-draft"),
    path("attempts/<uuid:attempt>/", attempts.attempt, name="attempt"),
    path("attempts/<uuid:attempt>/compare/<uuid:other>/", attempts.compare, name="compare"),
    path("attempts/<uuid:attempt>/appeal/", appeals.appeal, name="appeal"),
    path("answers/", assessing.queue, name="queue"),
    path("answers/search/", searching.search, name="search"),
    path("answers/<uuid:attempt>/", assessing.answer, name="answer"),
    path("answers/<uuid:attempt>/draft/", assessing.review_draft, name="review-draft"),
    path("classes/", classes.classes, name="classes"),
    path("classes/<int:cohort>/<slug:unit>/", classes.one_class, name="class"),
    path("centres/<slug:centre>/settings/", centres.settings, name="centre-settings"),
]
