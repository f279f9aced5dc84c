"""Versions of the questions: when they stand, what a new one changes, and who has read it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import Absent, Refused
from law import change_digest, clocks, questionnaires
from risk import services
from risk.models import Acknowledgement, Assessment, VersionInUse
from risk.queries import questions
from risk.states import INSTRUMENTS, POLICE

pytestmark = pytest.mark.django_db
FIRST = questionnaires.load(POLICE)
MONDAY = date(2026, 11, 16)


def after(day, **changes):
    """Return a second version of the police questions that stands from a day."""
    return replace(FIRST, version="2", in_force_from=day, **changes)


@pytest.fixture
def stand(monkeypatch):
    """Return a function that lets these versions stand beside all that ship."""

    def standing(*versions):
        others = tuple(each for each in questionnaires.ALL if each.code != POLICE)
        monkeypatch.setattr(questionnaires, "ALL", (*others, *versions))

    return standing


@pytest.mark.parametrize(("started", "version"), [(15, "1"), (16, "2"), (17, "2")])
def test_from_its_day_on_a_new_version_is_the_one_that_is_asked(stand, case, officer, at, started, version):
    stand(FIRST, after(MONDAY))
    found = services.start_assessment(
        case_id=case.pk, assessed_on=date(2026, 11, started), by=officer, at=at + timedelta(days=2)
    )
    assert found.version == version


@pytest.mark.parametrize(("ended", "asked"), [(15, False), (16, False), (17, True)])
def test_questions_of_which_no_version_is_in_force_are_said_to_be_so_and_others_are_asked(
    stand, case, officer, client_for, api_for, monkeypatch, at, ended, asked
):
    monkeypatch.setattr(timezone, "now", lambda: at)
    stand(replace(FIRST, in_force_until=date(2026, 11, ended)))
    address = reverse("assessment_start", args=[case.pk])

    page = client_for(officer).get(address)
    sent = api_for(officer).post("/api/v1/assessments/", {"case": str(case.pk), "instrument": POLICE}, format="json")

    shown = page.content.decode()
    assert page.status_code == 200 and 'value="DASH_SAFELIVES"' in shown
    assert (f'value="{POLICE}"' in shown) is asked
    assert ("No version of these questions is in force today" in shown) is not asked
    if asked:
        assert sent.status_code == 201
        return
    assert sent.status_code == 422 and "Choose other questions" in sent.json()["detail"]
    refused = client_for(officer).post(address, {"instrument": POLICE})
    assert refused.status_code == 422 and not Assessment.objects.exists()
    done = client_for(officer).post(address, {"instrument": "DASH_SAFELIVES"})
    assert done.status_code == 302 and Assessment.objects.get().instrument == "DASH_SAFELIVES"


def test_where_no_questions_at_all_are_in_force_the_page_says_so_of_each(case, officer, client_for, monkeypatch, at):
    monkeypatch.setattr(timezone, "now", lambda: at)
    monkeypatch.setattr(
        questionnaires, "ALL", tuple(replace(each, in_force_until=MONDAY) for each in questionnaires.ALL)
    )

    page = client_for(officer).get(reverse("assessment_start", args=[case.pk]))

    assert page.status_code == 200
    assert page.content.decode().count("No version of these questions is in force today") == len(INSTRUMENTS)


@pytest.mark.parametrize(("asked", "refused"), [(-1, False), (0, True), (1, True)])
def test_a_version_is_not_handed_in_for_a_day_on_which_a_newer_one_stood(stand, submit, draft, days, asked, refused):
    stand(FIRST, after(MONDAY + timedelta(days=3)))
    day = days(3 + asked)
    if refused:
        with pytest.raises(Refused, match="was not in force on") as found:
            submit(assessed_at=day, at=days(5))
        assert found.value.field == "assessed_at"
        assert Assessment.objects.get().state == "DRAFT"
    else:
        assert submit(assessed_at=day, at=days(5)).state == "SUBMITTED"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (-1, ""),
        (0, "asked since 19 November 2026. If you asked before that day, give the time"),
        (1, "set this draft aside and start a new assessment. Your draft is kept"),
    ],
)
@pytest.mark.parametrize("ends", [{"in_force_until": MONDAY + timedelta(days=3)}, None])
def test_handed_in_late_what_counts_is_the_day_on_which_it_was_asked(
    stand, draft, submit, days, no_to_all, officer, asked, words, ends
):
    """A telephone that found no signal for days: the version ended, or was followed, before it was handed in."""
    services.save_answers(assessment_id=draft.pk, answers=no_to_all, by=officer, at=days(0))
    stand(*([replace(FIRST, **ends)] if ends else [FIRST, after(MONDAY + timedelta(days=3))]))
    if not words:
        assert submit(assessed_at=days(3 + asked), at=days(6)).version == "1"
        return
    with pytest.raises(Refused, match=words):
        submit(assessed_at=days(3 + asked), at=days(6))
    kept = Assessment.objects.get()
    assert (kept.state, kept.answers.exclude(value="").count()) == ("DRAFT", 27)


@pytest.mark.parametrize(("asked", "refused"), [(-1, False), (0, True), (1, True)])
@pytest.mark.parametrize("left_out", [False, True])
def test_a_further_set_is_not_handed_in_for_a_day_on_which_a_newer_version_stood(
    stand, submit, draft, days, no_to_all, further, asked, refused, left_out
):
    old = questionnaires.load("S_DASH")
    stand(FIRST, replace(old, version="2", in_force_from=MONDAY + timedelta(days=3)))
    answers = {**no_to_all, "stalking": "YES"} | ({} if left_out else further("S_DASH"))
    sent = {"answers": answers, "assessed_at": days(3 + asked), "at": days(5), "grade_reasons": "Fear"}
    sent["left_out"] = {"S_DASH": "She had to leave"} if left_out else {}
    if refused and not left_out:
        with pytest.raises(Refused, match="Stalking: further questions .* was not in force on .* Your draft is kept"):
            submit(**sent)
        assert Assessment.objects.get().state == "DRAFT"
    else:
        assert submit(**sent).state == "SUBMITTED"


@pytest.mark.parametrize(("asked", "refused"), [(-3, True), (-2, False), (-1, False)])
def test_nothing_is_asked_on_a_day_before_what_it_is_about(case, other_officer, submit, call, days, asked, refused):
    incident = call(
        days(-2),
        people=[
            {"role": "victim", "person_id": case.victim_id},
            {"role": "suspect", "person_id": case.suspect_id, "relation": "ex_partner"},
        ],
    )
    draft = services.start_assessment(case_id=case.pk, incident_id=incident.pk, by=other_officer, at=days(0))
    sent = {"assessment_id": draft.pk, "by": other_officer, "assessed_at": days(asked), "at": days(0)}
    if refused:
        with pytest.raises(Refused, match=f"before incident {incident.number} of 14 November 2026") as found:
            submit(**sent)
        assert found.value.field == "assessed_at"
    else:
        assert submit(**sent).state == "SUBMITTED"


@pytest.mark.parametrize(("ahead", "refused"), [(0, False), (1, False), (2, True)])
def test_tomorrow_is_refused_and_the_draft_kept(draft, submit, days, ahead, refused):
    if refused:
        with pytest.raises(Refused, match="in the future. Give the time at which you asked. Your draft is kept"):
            submit(assessed_at=days(ahead), at=days(1))
        assert Assessment.objects.get().state == "DRAFT"
    else:
        assert submit(assessed_at=days(ahead), at=days(1)).state == "SUBMITTED"


@pytest.mark.parametrize(("day", "stands"), [(-1, True), (0, False), (1, False)])
def test_an_expired_version_without_a_newer_one_is_not_started(stand, case, officer, at, days, day, stands):
    stand(replace(FIRST, in_force_until=MONDAY + timedelta(days=3)))
    if stands:
        assert services.start_assessment(case_id=case.pk, by=officer, at=days(3 + day)).version == "1"
    else:
        with pytest.raises(Refused, match="No version of DASH_2009_POLICE is in force"):
            services.start_assessment(case_id=case.pk, by=officer, at=days(3 + day))


@pytest.mark.parametrize(("day", "status"), [(-1, 409), (0, 200), (1, 200)])
def test_the_api_starts_no_version_before_its_day(stand, case, officer, api_for, day, status):
    today = clocks.london_day(timezone.now())
    stand(replace(FIRST, in_force_from=today - timedelta(days=day)))
    done = api_for(officer).post("/api/v1/assessments/", {"case": str(case.pk)}, format="json")
    assert done.status_code == (201 if status == 200 else 422), done.content
    assert Assessment.objects.exists() is (status == 200)


@pytest.mark.parametrize("day", [0, -1])
def test_neither_page_nor_api_hands_in_a_version_that_is_over(
    stand, draft, officer, client_for, api_for, no_to_all, at, day
):
    services.save_answers(assessment_id=draft.pk, answers=no_to_all, children="NONE", by=officer, at=at)
    now = timezone.now()
    stand(FIRST, after(clocks.london_day(now) + timedelta(days=day)))
    sent = {"grade": "STANDARD", "assessed_at": now.isoformat()}
    by_api = api_for(officer).post(f"/api/v1/assessments/{draft.pk}/submit/", sent, format="json")
    assert by_api.status_code == 422
    assert by_api.json()["errors"][0]["field"] == "assessed_at"
    local = now.astimezone(clocks.LONDON)
    boxes = {"day": local.day, "month": local.month, "year": local.year, "time": f"{local:%H:%M}"}
    typed = {f"assessed_at_{part}": value for part, value in boxes.items()}
    page = client_for(officer).post(reverse("assessment_submit", args=[draft.pk]), {"grade": "STANDARD", **typed})
    assert page.status_code == 409
    assert "was not in force on" in page.content.decode()
    assert "A newer version of these questions holds today" in page.content.decode()
    assert Assessment.objects.get().state == "DRAFT"


def test_what_was_asked_with_another_content_before_versions_were_kept_is_still_answered_and_never_changed(draft):
    other = "f" * 64
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE risk_assessment SET question_set_hash = %s WHERE id = %s", [other, draft.pk])
        cursor.execute("SET session_replication_role = DEFAULT")
    old = Assessment.objects.get(pk=draft.pk)

    old.officer_observations = "She spoke freely"
    old.save()

    old.question_set_hash = "e" * 64
    with pytest.raises(DatabaseError, match="another content"), transaction.atomic():
        old.save()
    assert Assessment.objects.get(pk=draft.pk).question_set_hash == other


def test_the_database_refuses_a_version_with_another_content_after_its_first_use(draft):
    assert VersionInUse.objects.get().question_set_hash == FIRST.sha256
    copy = {name: getattr(draft, name) for name in ("case", "instrument", "version", "started_at")}
    for model_change in (
        lambda: Assessment.objects.create(**copy, author=draft.author, state="SET_ASIDE", question_set_hash="0" * 64),
        lambda: Assessment.objects.filter(pk=draft.pk).update(question_set_hash="0" * 64),
        lambda: VersionInUse.objects.update(question_set_hash="0" * 64),
        lambda: VersionInUse.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            model_change()


def test_the_digest_is_worked_out_from_the_two_versions():
    kept, dropped = FIRST.items[:-1], FIRST.items[-1]
    reworded = replace(kept[0], text="Were you hurt just now?")
    weighty = replace(kept[4], critical=True)
    added = replace(dropped, code="new_thing", number="28", text="A new thing?")
    second = after(
        MONDAY,
        items=(reworded, *kept[1:4], weighty, *kept[5:], added),
        visible_high_risk_at=12,
    )
    found = change_digest.digest(FIRST, second)
    assert found.added == (added,)
    assert found.removed == (dropped,)
    assert found.reworded == ((FIRST.items[0], reworded),)
    assert found.settings == (
        "Visible high risk was 14 answers of yes, and is now 12 answers of yes.",
        f"Question {weighty.number} ({weighty.code}) is now a critical question.",
    )
    assert change_digest.digest(FIRST, after(MONDAY)).empty
    assert change_digest.digest(None, FIRST).added == FIRST.items


@pytest.mark.parametrize(("posted", "new"), [(-1, True), (0, False), (1, False)])
def test_a_version_is_new_to_whoever_was_posted_before_its_day(stand, post, at, posted, new):
    stand(FIRST, after(MONDAY))
    someone = post("newcomer", "RESPONSE", "response-1", since=timedelta(days=-posted))
    found = questions.unacknowledged([someone], MONDAY + timedelta(days=1))[someone]
    assert ("2" in {each.version for each in found if each.code == POLICE}) is new


def test_whoever_has_read_the_changes_is_asked_no_more_and_the_supervisor_sees_the_others(
    stand, everybody, client_for, officer, sergeant, other_officer
):
    stand(FIRST, after(MONDAY, visible_high_risk_at=12))
    client, address = client_for(officer), reverse("questions_acknowledge", args=[POLICE, "2"])
    assert "Read what changed" in client.get("/").content.decode()
    assert "is now 12 answers of yes" in client.get(address).content.decode()

    def mine():
        owing = questions.not_acknowledged(sergeant, MONDAY)
        return {str(who) for who, found in owing.items() if POLICE in {each.code for each in found}}

    assert str(officer) in mine() and str(other_officer) not in mine()

    assert client.post(address, {}).status_code == 302

    assert str(officer) not in mine()
    assert Acknowledgement.objects.filter(officer=officer, instrument=POLICE, version="2").count() == 1
    again = client.post(address, {})
    assert again.status_code == 409 and "before" in again.content.decode()
    page = client_for(sergeant).get(reverse("questions")).content.decode()
    assert "Not acknowledged yet" in page and str(sergeant) in page
    assert "Not acknowledged yet" not in client_for(officer).get(reverse("questions")).content.decode()


def test_a_control_room_supervisor_sees_who_of_the_control_room_has_not_acknowledged(stand, everybody, client_for):
    stand(FIRST, after(MONDAY))
    shown = client_for(everybody["control_supervisor"]).get(reverse("questions")).content.decode()

    assert "Not acknowledged yet" in shown and str(everybody["operator"]) in shown
    assert str(everybody["officer"]) not in shown


@pytest.mark.parametrize(
    ("who", "others", "left_out"),
    [
        ("sergeant", "1 officer for whom you answer has", ["operator", "neighbourhood", "cru"]),
        ("control_supervisor", "1 officer for whom you answer has", ["officer", "sergeant"]),
        ("safeguarding", None, []),
        ("officer", "", None),
        ("cru", "", None),
    ],
)
def test_the_work_list_of_whoever_answers_for_others_says_how_many_have_not_acknowledged_until_all_have(
    stand, everybody, client_for, at, who, others, left_out
):
    stand(FIRST, after(MONDAY))
    supervisor, day = everybody[who], clocks.london_day(timezone.now())
    owing = set(questions.not_acknowledged(supervisor, day) or ())
    count = len(owing - {supervisor})
    work = client_for(supervisor).get("/").content.decode()

    assert questions.count_not_acknowledged(supervisor, day) == count
    if left_out is None:
        assert count == 0 and "not acknowledged what changed" not in work
        return
    words = others or f"{count} officers for whom you answer have"
    assert f"{words} not acknowledged what changed in the questions" in " ".join(work.split())
    assert not owing & {everybody[each] for each in left_out}
    shown = client_for(supervisor).get(reverse("questions")).content.decode()
    assert all(f"<strong>{officer}</strong>" in shown for officer in owing)

    for officer in owing - {supervisor}:
        for each in questions.new_to(officer, day):
            services.acknowledge_version(instrument=each.code, version=each.version, by=officer, at=timezone.now())

    assert "not acknowledged what changed" not in client_for(supervisor).get("/").content.decode()


@pytest.mark.parametrize(("posted", "counted"), [(-1, 1), (0, 0), (1, 0)])
def test_the_count_and_the_list_agree_on_the_day_of_the_first_posting(stand, post, sergeant, at, posted, counted):
    stand(FIRST, after(MONDAY))
    post("newcomer", "RESPONSE", "response-1", since=timedelta(days=-posted))
    owing = questions.not_acknowledged(sergeant, MONDAY + timedelta(days=1))
    names = [str(officer) for officer in owing if POLICE in {each.code for each in owing[officer]}]

    assert len([name for name in names if "Newcomer" in name]) == counted
    found = questions.count_not_acknowledged(sergeant, MONDAY + timedelta(days=1))
    assert found == len([officer for officer in owing if officer != sergeant])


@pytest.mark.parametrize(("a_page", "pages"), [(1, 2), (2, 1), (3, 1)])
def test_a_long_list_of_whoever_has_not_acknowledged_has_further_pages_and_says_how_many_there_are(
    stand, officer, sergeant, client_for, monkeypatch, a_page, pages
):
    stand(FIRST, after(MONDAY))
    monkeypatch.setattr(questions, "PAGE", a_page)
    browser, address = client_for(sergeant), reverse("questions")

    shown = [browser.get(address, {"page": number}).content.decode() for number in range(1, pages + 1)]

    assert all("2 officers, by name" in page for page in shown)
    named = [who for page in shown for who in (officer, sergeant) if f"<strong>{who}</strong>" in page]
    assert len(named) == len(set(named)) == 2
    assert (f"Page 1 of {pages}" in shown[0]) is (pages > 1)


def test_whoever_starts_an_assessment_is_told_of_changed_questions_until_they_are_acknowledged(
    stand, everybody, client_for, officer, case
):
    stand(FIRST, after(MONDAY))
    client, digest = client_for(officer), reverse("questions_acknowledge", args=[POLICE, "2"])
    start = reverse("assessment_start", args=[case.pk])
    assert digest in client.get(start).content.decode()

    client.post(digest, {})

    assert digest not in client.get(start).content.decode()


@pytest.mark.parametrize(("day", "over"), [(1, False), (0, True), (-1, True)])
def test_the_page_of_the_answers_says_that_a_newer_version_holds_before_they_are_given(
    stand, draft, officer, client_for, day, over
):
    stand(FIRST, after(clocks.london_day(timezone.now()) + timedelta(days=day)))

    shown = client_for(officer).get(reverse("assessment_answer", args=[draft.pk])).content.decode()

    assert ("A newer version of these questions holds today" in shown) is over
    assert (reverse("assessment_set_aside", args=[draft.pk]) in shown) is over


def test_a_version_that_nobody_asks_is_absent(officer, at):
    for instrument, version in (("CALL_SCRIPT", "1"), (POLICE, "9")):
        with pytest.raises(Absent):
            services.acknowledge_version(instrument=instrument, version=version, by=officer, at=at)
