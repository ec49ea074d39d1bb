from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from accounts.enums import Role
from accounts.models import FormEntry, User
from accounts.services import discard_draft, forget_old_drafts, open_entry, save_draft, submit_once
from core.exceptions import DomainError
from tests.factories.accounts import UserFactory, make_user


def test_the_second_press_makes_nothing_and_leads_to_the_same_record(db):
    actor, token = UserFactory(), uuid4()
    urls = [submit_once(token, actor=actor, form="user", make=UserFactory) for _ in range(2)]
    assert urls[0] == urls[1]
    assert User.objects.count() == 2


def test_a_refused_form_keeps_its_draft_and_may_be_sent_again(db):
    actor, token = UserFactory(), uuid4()
    save_draft(token, actor=actor, form="user", data={"name": ["Sar"]})

    def refuse():
        raise DomainError("Nama itu sudah dipakai.")

    with pytest.raises(DomainError, match="sudah dipakai"):
        submit_once(token, actor=actor, form="user", make=refuse)
    assert open_entry(actor, "user").typed.getlist("name") == ["Sar"]
    submit_once(token, actor=actor, form="user", make=UserFactory)
    assert open_entry(actor, "user").pk != token


def test_a_draft_that_arrives_after_the_record_is_left_aside(db):
    actor, token = UserFactory(), uuid4()
    submit_once(token, actor=actor, form="user", make=UserFactory)
    save_draft(token, actor=actor, form="user", data={"name": ["Terlambat"]})
    assert FormEntry.objects.get(pk=token).data == {}


def test_the_token_of_another_user_or_form_is_refused(db):
    owner, token = UserFactory(), uuid4()
    save_draft(token, actor=owner, form="user", data={})
    for actor, form in ((UserFactory(), "user"), (owner, "family")):
        with pytest.raises(DomainError, match="tidak lengkap"):
            submit_once(token, actor=actor, form=form, make=UserFactory)


def test_a_draft_grows_in_version_and_can_be_thrown_away(db):
    actor = UserFactory()
    first = open_entry(actor, "user")
    assert first.version == 0
    saved = save_draft(first.token, actor=actor, form="user", data={"name": ["A"]})
    assert 0 < saved.version <= save_draft(first.token, actor=actor, form="user", data={"name": ["AB"]}).version
    discard_draft(first.token, actor=UserFactory())
    assert open_entry(actor, "user").typed["name"] == "AB"
    discard_draft(first.token, actor=actor)
    assert not FormEntry.objects.exists()


def test_a_huge_draft_is_refused(db):
    with pytest.raises(DomainError, match="terlalu panjang"):
        save_draft(uuid4(), actor=UserFactory(), form="user", data={"note": ["x" * 200_000]})


def test_old_drafts_go_and_old_tokens_stay(db):
    actor, finished = UserFactory(), uuid4()
    submit_once(finished, actor=actor, form="user", make=UserFactory)
    save_draft(uuid4(), actor=actor, form="user", data={"name": ["lama"]})
    FormEntry.objects.update(updated_at=timezone.now() - timedelta(days=31))
    save_draft(uuid4(), actor=actor, form="user", data={"name": ["baru"]})
    assert forget_old_drafts() == 1
    assert sorted(entry.typed.get("name", "tersimpan") for entry in FormEntry.objects.all()) == ["baru", "tersimpan"]


@pytest.mark.parametrize("drafted", [False, True])
@pytest.mark.django_db(transaction=True)
def test_presses_at_the_same_moment_make_one_record(drafted):
    actor, token = make_user(Role.DINAS), uuid4()
    if drafted:
        save_draft(token, actor=actor, form="user", data={"name": ["Sara"]})
    barrier, urls = Barrier(4), []

    def press():
        barrier.wait()
        urls.append(submit_once(token, actor=actor, form="user", make=lambda: UserFactory(username="kembar")))
        connections.close_all()

    threads = [Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(urls) == 4
    assert len(set(urls)) == 1
    assert User.objects.filter(username="kembar").count() == 1
