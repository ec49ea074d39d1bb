from django.db import OperationalError, connection

from fcu_project.settings import VERSION


def test_a_healthy_installation_says_so_to_anybody(client, db):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert (response.json()["database"], response.json()["version"]) == ("ok", VERSION)
    assert "jobs" in response.json()


def test_without_a_database_it_says_so_instead_of_failing(client, db, monkeypatch):
    def away():
        raise OperationalError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", away)
        response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {"database": "away", "version": VERSION}


def test_it_only_answers_questions(client, db):
    assert client.post("/healthz").status_code == 405
