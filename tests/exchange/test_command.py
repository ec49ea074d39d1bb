"""import_families: the same engine from the shell."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.enums import Role
from exchange.enums import BatchState
from exchange.models import ImportBatch
from families.models import Family
from tests.exchange.rows import head, household
from tests.factories.accounts import make_user
from tests.factories.families import make_card_number
from tests.factories.regions import make_village
from tests.factories.sheets import PEOPLE, xlsx

pytestmark = pytest.mark.django_db
CODE = "53.01.05.2011"


@pytest.fixture
def file(tmp_path):
    def keep(*rows, columns=PEOPLE):
        path = tmp_path / "keluarga.xlsx"
        path.write_bytes(xlsx([columns, *rows]).read())
        return str(path)

    return keep


def run(*words):
    said = StringIO()
    call_command("import_families", *words, stdout=said, stderr=StringIO())
    return said.getvalue()


def test_without_commit_it_only_tells(file, secretary):
    said = run(file(*household(), head(make_card_number(), number="123")), "--village", CODE)

    assert "Baru              3" in said
    assert "baris 5: NIK: NIK baru 3 angka" in said
    assert (Family.objects.count(), ImportBatch.objects.get().state) == (0, BatchState.DISCARDED)


def test_with_commit_it_writes_what_is_right(file, secretary):
    run(file(*household(), head(make_card_number(), number="123")), "--village", CODE, "--commit")

    family, batch = Family.objects.get(), ImportBatch.objects.get()
    assert (family.members.count(), family.recorded_by, batch.state) == (3, secretary, BatchState.DONE)


@pytest.mark.parametrize(
    ("code", "user", "sentence"),
    [
        ("53.01.05.9999", None, "There is no village"),
        (CODE, "nobody", "nobody may not write families"),
        ("53.01.05.2010", None, "Nobody may not write families"),
    ],
)
def test_who_or_where_is_wrong_ends_in_a_sentence(file, secretary, code, user, sentence):
    make_village("53.01.05.2010")
    who = ["--user", user] if user else []

    with pytest.raises(CommandError, match=sentence):
        run(file(*household()), "--village", code, "--commit", *who)


def test_a_bad_file_ends_in_its_sentence(tmp_path, file, secretary):
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7")

    with pytest.raises(CommandError, match="Ini bukan lembar kerja"):
        run(str(path), "--village", CODE)
    with pytest.raises(CommandError, match="Judul kolomnya belum dikenal"):
        run(file(["a", "b"], columns=["x", "y"]), "--village", CODE)
    with pytest.raises(CommandError, match="No such file"):
        run(str(tmp_path / "none.xlsx"), "--village", CODE)


def test_it_imports_as_who_is_named(file, secretary, village):
    coordinator = make_user(Role.COORDINATOR, village)

    run(file(*household()), "--village", CODE, "--commit", "--user", coordinator.username)

    assert Family.objects.get().recorded_by == coordinator
