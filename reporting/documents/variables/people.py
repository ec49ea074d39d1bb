"""Families, their members and their problems."""

from families.enums import FamilyStatus
from reporting.documents.figure_table import at, leaf, total_at
from reporting.documents.variables.shape import FAMILIES, PEOPLE, TIMES, Group, Variable, alone, parts_of

MEN_AND_WOMEN = {"L": "laki-laki", "P": "perempuan"}
AGES = {"0-4": "0–4 tahun", "5-17": "5–17 tahun", "18-59": "18–59 tahun", "60+": "60 tahun ke atas"}


def people(categories):
    """``categories``: (code, name) of the PPKS."""
    return [_statuses(), _members(), _problems(categories), *_courses()]


def _statuses():
    what = "Keluarga yang berkas datanya terbuka pada FCU pada hari terakhir masa"
    total = Variable(
        "keluarga", "Keluarga terdata", "Keluarga", f"{what}.", FAMILIES, total_at("families.stock"), is_stock=True
    )
    parts = [
        ("keluarga_pionir", "Keluarga pionir", FamilyStatus.PIONEER),
        ("keluarga_plasma", "Keluarga plasma", FamilyStatus.PLASMA),
        ("keluarga_lainnya", "Keluarga terdata lainnya", FamilyStatus.REGISTERED),
    ]
    kinds = "Status keluarga menurut Pedoman FCU: pionir, plasma, lainnya"
    return parts_of(total, [
        Variable(
            alias, name, "Keluarga", f"{what}, dengan status {status.label}.", FAMILIES,
            at(f"families.stock.{status}"), is_stock=True, classification=kinds,
        )
        for alias, name, status in parts
    ])  # fmt: skip


def _members():
    """A table of sex and age with both its margins."""
    sexes, ages = list(MEN_AND_WOMEN), list(AGES)
    cells = [_member([sex], [age]) for sex in sexes for age in ages]
    variables = [_member(sexes, ages), *(_member([sex], ages) for sex in sexes)]
    variables += [*(_member(sexes, [age]) for age in ages), *cells]
    sums = [("anggota", tuple(_member_alias([sex], ages) for sex in sexes))]
    sums += [("anggota", tuple(_member_alias(sexes, [age]) for age in ages))]
    sums += [(_member_alias([sex], ages), tuple(_member_alias([sex], [age]) for age in ages)) for sex in sexes]
    sums += [
        (_member_alias(sexes, [age]), tuple(_member_alias([sex], [age]) for sex in sexes)) for age in ages
    ]  # fmt: skip
    return Group(tuple(variables), tuple(sums))


def _member_alias(sexes, ages):
    sex = sexes[0].lower() if len(sexes) == 1 else ""
    age = ages[0].replace("-", "_").replace("+", "_plus") if len(ages) == 1 else ""
    return "_".join(filter(None, ["anggota", sex, age]))


def _member(sexes, ages):
    sex = MEN_AND_WOMEN[sexes[0]] if len(sexes) == 1 else ""
    age = AGES[ages[0]] if len(ages) == 1 else ""
    said = " ".join(filter(None, ["Anggota keluarga", sex, age]))
    return Variable(
        _member_alias(sexes, ages), said, "Anggota keluarga",
        f"{said} dari keluarga terdata, pada hari terakhir masa.", PEOPLE, _members_read(sexes, ages), is_stock=True,
        classification="Jenis kelamin: L, P; kelompok umur: 0–4, 5–17, 18–59, 60+",
    )  # fmt: skip


def _members_read(sexes, ages):
    def read(figures):
        counts = [leaf(figures, f"families.members.{sex}.{age}") for sex in sexes for age in ages]
        return None if None in counts else sum(counts)

    return read


def _problems(categories):
    what = "Masalah kesejahteraan sosial yang belum selesai pada hari terakhir masa"
    total = Variable(
        "ppks_terbuka", "Masalah PPKS yang masih terbuka", "Masalah kesejahteraan sosial", f"{what}.", "masalah",
        _rows_read("open"), is_stock=True,
    )  # fmt: skip
    return parts_of(total, [
        Variable(
            f"{code.lower().replace('-', '_')}_terbuka", f"Masalah terbuka: {name}", "Masalah kesejahteraan sosial",
            f"{what}, kategori {name}.", "masalah", _rows_read("open", code), is_stock=True,
            classification="26 kategori PPKS (Permensos 8/2012)",
        )
        for code, name in categories
    ])  # fmt: skip


def _rows_read(name, code=None):
    """Sums a field of the rows of problems; of one category where ``code`` says so."""

    def read(figures):
        rows = leaf(figures, "families.problems")
        if rows is None:
            return None
        return sum(row[name] for row in rows if code is None or row["code"] == code)

    return read


def _courses():
    """What the families came to. Not published: what would tell the flows out of the stocks before and after."""
    return [
        alone(
            "ppks_selesai", "Masalah PPKS selesai", "Masalah kesejahteraan sosial",
            "Masalah yang dicatat selesai dalam masa.", "masalah", _rows_read("solved"),
        ),
        alone(
            "keluarga_lulus", "Keluarga plasma menjadi pionir", "Keluarga",
            "Keluarga yang statusnya berubah dari plasma menjadi pionir dalam masa.", FAMILIES,
            at("families.graduated"),
        ),
        alone(
            "keluarga_dikunjungi", "Keluarga dikunjungi pendamping", "Pembinaan keluarga",
            "Keluarga plasma yang dikunjungi sedikitnya sekali dalam masa; dalam semester dan tahun dihitung sekali "
            "setiap triwulan.", FAMILIES, at("mentoring.families_visited"),
        ),
        alone(
            "kunjungan_pembinaan", "Kunjungan pembinaan", "Pembinaan keluarga",
            "Kunjungan keluarga pionir atau pendamping kepada keluarga plasma dalam masa.", TIMES,
            at("mentoring.visits"),
        ),
    ]  # fmt: skip
