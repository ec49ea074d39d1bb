"""What becomes of each row of a list of people: the verdicts of the preview. Nothing is written here."""

from accounts.enums import ROLE_LEVELS, Role
from accounts.services.people import may_assign
from exchange.enums import Verdict
from exchange.services.accounts.naming import first_free
from exchange.services.accounts.places import Places, in_words
from exchange.services.accounts.repeats import look_for_repeats
from exchange.services.accounts.scene import Scene, differs

MOST = 2000
FIELDS = {"name": "Nama", "email": "Surel", "phone": "Telepon"}
TOO_MANY = "Satu berkas paling banyak 2.000 orang. Kirim baris ini dalam berkas berikutnya."
NATIONAL = "Peran ini tanpa wilayah. Kosongkan kode, desa, dan kecamatannya."
TAKEN = "Nama pengguna ini sudah dipakai. Pilih yang lain, misalnya tambahkan nama desa."
OTHER_POST = (
    "Nama pengguna ini milik {name}, yang tidak memegang peran ini di sini. Pilih nama lain, atau tambahkan "
    "penugasannya dari halaman akunnya."
)
SWITCHED_OFF = "Akun {name} ini dinonaktifkan. Aktifkan lagi dari halaman akunnya."
NOT_YOURS = "Akun ini sudah ada dengan isi lain, dan tidak bisa Anda ubah."
SAME_PERSON = "Sudah ada akun {username} atas nama {name} dengan peran dan wilayah ini. Orang yang sama?"


def check(batch, rows, progress):
    """Each Row gets its verdict, plan, changes and doubt."""
    for row in rows:
        row.label = row.values.get("name", "") or str(row.raw.get("name", ""))[:120]
        row.group = row.number  # each stands for itself
        _demand(row)
    for row in rows[MOST:]:
        row.errors = [("Baris", TOO_MANY)]
    regions = _place(batch, [row for row in rows if not row.errors])
    placed = [row for row in rows if not row.errors]
    look_for_repeats(placed)
    judged = [row for row in placed if not row.errors and not row.verdict]
    scene = Scene(batch.owner, judged, regions)
    progress(1, 2)
    for row in judged:
        judge(row, scene)
    for row in rows:
        if row.errors:
            row.verdict, row.doubt, row.changes = Verdict.WRONG, "", []


def _demand(row):
    told = {title for title, _ in row.errors}
    for name, title in (("name", "Nama lengkap"), ("role", "Peran")):
        if name not in row.values and title not in told:
            row.errors.append((title, f"Isi {title.lower()}."))


def _place(batch, rows):
    """Row number → the region of its assignment, None for the nation."""
    places, regions = Places(batch.region, rows), {}
    for row in rows:
        region = regions[row.number] = _region_of(row, places)
        if not row.errors and not may_assign(batch.owner, row.values["role"], region):
            label = Role(row.values["role"]).label
            row.errors.append(("Peran", f"Anda tidak bisa memberi peran {label} di {in_words(region)}."))
        row.plan = {"region": region.pk if region else "", "place": in_words(region)}
    return regions


def _region_of(row, places):
    level = ROLE_LEVELS[Role(row.values["role"])]
    if level:
        return places.find(row, level)
    if {"code", "village", "district"} & row.values.keys():
        row.errors.append(("Kode wilayah", NATIONAL))
    elif places.top:
        row.errors.append(("Peran", f"Peran ini untuk seluruh Indonesia, sedangkan impor ini untuk {places.top}."))
    return None


def judge(row, scene):
    user = scene.user_of(row)
    if user:
        _judge_known(row, user, scene)
    elif "username" not in row.values and scene.already(row):
        row.verdict = Verdict.SAME
    else:
        _judge_new(row, scene)


def _judge_known(row, user, scene):
    if not _same_post(row, user):
        row.errors.append(("Nama pengguna", _not_free(user, scene)))
        return
    differing = {name: row.values[name] for name in FIELDS if differs(row, name, str(getattr(user, name)))}
    if not differing:
        row.verdict = Verdict.SAME
    elif not scene.may_change(user):
        row.errors.append(("Nama pengguna", NOT_YOURS))
    else:
        row.verdict = Verdict.CHANGED
        row.plan |= {"user": user.pk, "version": user.version, "set": differing}
        row.changes = [(FIELDS[name], str(getattr(user, name)), told) for name, told in differing.items()]


def _same_post(row, user):
    post = (row.values["role"], row.plan["region"])
    return user.is_active and any((held.role, held.region_id or "") == post for held in user.held if not held.acting)


def _not_free(user, scene):
    """Whose it is, only to who may see that account."""
    if not scene.sees(user):
        return TAKEN
    return (OTHER_POST if user.is_active else SWITCHED_OFF).format(name=user.name)


def _judge_new(row, scene):
    namesake = scene.namesake(row)
    if namesake:
        row.doubt = SAME_PERSON.format(username=namesake.username, name=namesake.name)
    row.plan["username"] = row.values.get("username") or first_free(row, scene.offered[row.number], scene.taken)
    row.verdict = Verdict.DOUBTFUL if row.doubt else Verdict.NEW
