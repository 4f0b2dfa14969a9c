"""Every page of the web door."""

from __future__ import annotations

from django.urls import path

from wellserved.web.views import (
    assessing,
    attempts,
    centre_rules,
    centres,
    cohorts,
    importing,
    invitations,
    learning,
    pages,
    people,
    setting_up,
    signing_in,
)

urlpatterns = [
    path("", pages.home, name="home"),
    path("how-marking-works/", pages.how_marking_works, name="how-marking-works"),
    path("accessibility/", pages.accessibility, name="accessibility"),
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
    path("centres/<slug:centre>/settings/units/", centre_rules.units, name="centre-units"),
    path("centres/<slug:centre>/settings/retention/", centre_rules.retention, name="centre-retention"),
    path("centres/<slug:centre>/people/", people.people, name="people"),
    path("centres/<slug:centre>/people/add/", people.add, name="add-person"),
    path("centres/<slug:centre>/people/<uuid:person>/", people.person, name="person"),
    path("centres/<slug:centre>/people/invite/", invitations.invite_people, name="invite"),
    path("centres/<slug:centre>/people/import/", importing.import_page, name="import-people"),
    path("centres/<slug:centre>/people/import/errors/", importing.errors, name="import-errors"),
    path("centres/<slug:centre>/people/import/<int:number>/undo/", importing.undo, name="undo-import"),
    path("centres/<slug:centre>/cohorts/", cohorts.cohorts, name="cohorts"),
    path("centres/<slug:centre>/cohorts/<int:cohort>/", cohorts.cohort, name="cohort"),
    path("invitations/<slug:token>/", invitations.accept, name="invitation"),
    path("set-up/", setting_up.set_up, name="set-up"),
]
