"""Every page of the web door."""

from __future__ import annotations

from django.urls import path

from wellserved.web.views import (
    assessing,
    attempts,
    centres,
    display,
    learning,
    library,
    pages,
    signing_in,
    tables,
    units,
    workplace,
)  # fmt: skip

urlpatterns = [
    path("", pages.home, name="home"),
    path("how-marking-works/", pages.how_marking_works, name="how-marking-works"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("display/", display.display, name="display"),
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-in/demo/", signing_in.sign_in_demo, name="sign-in-demo"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("learn/", learning.learner_home, name="learner-home"),
    path("units/<slug:unit>/", units.unit, name="unit"),
    path("units/<slug:unit>/coverage/", learning.coverage, name="coverage"),
    path("units/<slug:unit>/<slug:section>/", units.section, name="unit-section"),
    path("units/<slug:unit>/tasks/<slug:point>/", learning.task, name="task"),
    path("units/<slug:unit>/tasks/<slug:point>/draft/", learning.save_draft, name="save-draft"),
    path("library/", library.contents, name="library"),
    path("library/complaint-models/", library.complaint_models, name="complaint-models"),
    path("library/models/<slug:model>/", library.model, name="service-model"),
    path("library/maps/<slug:map>/", library.map_of, name="map"),
    path("library/roles/", library.roles, name="roles"),
    path("library/roles/compare/", library.compare_roles, name="compare-roles"),
    path("library/roles/<slug:role>/", library.role, name="role"),
    path("library/progression/", library.progression, name="progression"),
    path("library/factors/", library.factors, name="factors"),
    path("units/<slug:unit>/tasks/<slug:point>/evidence/", learning.read_evidence, name="read-evidence"),
    path("workplace/", workplace.workplace, name="workplace"),
    path("units/<slug:unit>/tasks/<slug:point>/coach/", learning.ask_coach, name="coach"),
    path("units/<slug:unit>/tasks/<slug:point>/table/", tables.answer_table, name="answer-table"),
    path("units/<slug:unit>/tasks/<slug:point>/workplace/", learning.take_from_workplace, name="take-from-workplace"),
    path("attempts/<uuid:attempt>/", attempts.attempt, name="attempt"),
    path("attempts/<uuid:attempt>/compare/<uuid:other>/", attempts.compare, name="compare"),
    path("answers/", assessing.queue, name="queue"),
    path("answers/<uuid:attempt>/", assessing.answer, name="answer"),
    path("centres/<slug:centre>/settings/", centres.settings, name="centre-settings"),
]
