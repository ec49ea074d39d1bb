import gc
import io
import logging
from datetime import UTC, date, datetime

import pikepdf
import pytest
import time_machine
from django.template import engines
from django.template.loader import render_to_string

from core import charts, pdf
from core.pdf import LETTER, REPORT, Attached, Metadata, html_to_pdf, render_pdf

LETTER_METADATA = Metadata(
    title="Surat Rujukan 463/R-001",
    author="FCU Desa Tablolong",
    created=date(2026, 9, 16),
    number="Nomor 463/R-001",
    office="FCU Desa Tablolong",
)
REPORT_METADATA = Metadata(
    title="Laporan Triwulan III Tahun 2026",
    author="FCU Desa Tablolong",
    created=datetime(2026, 10, 2, 1, 15, tzinfo=UTC),
    description="Laporan triwulan",
)
CSV = Attached("laporan-triwulan-fcu.csv", b"uraian;nilai\npionir;21\n", "Angka laporan")
OFFICE = {
    "logo": "img/lambang-fcu.svg",
    "lines": ["KOMUNITAS CINTA KELUARGA"],
    "name": "FAMILY CARE UNIT (FCU)",
    "place": "DESA TABLOLONG",
    "address": ["Kecamatan Kupang Barat, Kabupaten Kupang", "Telepon 0812-0000-2011"],
}
PROOF = {
    "url": "https://fcu.example/verifikasi/R4WD-81NC-6K/",
    "address": "fcu.example/verifikasi",
    "code": "R4WD-81NC-6K",
}
SIGNS = [
    {"role": "Sekretaris,", "name": "Marselina Besinau"},
    {"role": "Koordinator,", "name": "Kornelis Lakabela", "intro": "Tablolong, 5 Oktober 2026", "detail": "NIP –"},
    {"role": "Kepala Desa", "name": "Yohanis Tefbira", "intro": "Mengetahui,", "at": "middle"},
]
HEAD = {"number": "463/031/FCU.2011/X/2026", "nature": "Biasa", "attachment": "Satu berkas", "subject": "Laporan"}
LETTER_CONTEXT = {
    "office": OFFICE,
    "proof": {**PROOF, "note": "Surat ini rahasia."},
    "letter": {
        "title": "Surat Rujukan",
        "number": "463/R-001",
        "recipient": ["Yth. Kepala Puskesmas"],
        "signs": SIGNS[:2],
        "copies": [],
    },
}
REPORT_CONTEXT = {
    "office": OFFICE,
    "proof": PROOF,
    "letter": {
        **HEAD,
        "place": "Tablolong",
        "date": "2026-10-05",
        "recipient": ["Yth. TKSK Kupang Barat", "di Batakte"],
        "signs": SIGNS[1:2],
        "copies": ["Kepala Desa Tablolong", "LK3 Kabupaten Kupang"],
    },
    "report": {
        "title": "Laporan Triwulan III Tahun 2026",
        "subtitle": "FCU Desa Tablolong",
        "signs": SIGNS,
        "frozen": {"revision": 0, "at": "2026-10-02T09:15:00+08:00", "sha256": "9f" * 32, "attachment": CSV.name},
    },
}


@pytest.fixture
def warnings_of_weasyprint(caplog):
    """What WeasyPrint complained about, as text."""
    caplog.set_level(logging.WARNING, logger="weasyprint")
    logger = logging.getLogger("weasyprint")
    logger.addHandler(caplog.handler)
    yield lambda: [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")]
    logger.removeHandler(caplog.handler)


def letter():
    return render_pdf("print/base_letter.html", LETTER_CONTEXT, variant=LETTER, metadata=LETTER_METADATA)


def report_html():
    """A report that extends the base as docs/print.md says, with one chart of each shape."""
    names, tones = ["Juli", "Agustus"], {"surface": charts.PAPER}
    drawn = [
        charts.stacked_columns("a", names, [("x", charts.MAIN, [1, 2]), ("y", charts.BAD, [3, 4])], **tones),
        charts.planned_done("b", names, [1, 2], [3, 4], **tones),
        charts.stacked_rows("c", names, [("x", charts.MAIN, [1, 2]), ("y", charts.BAD, [3, 4])], **tones),
        charts.bars("d", names, [1, 2], **tones),
        charts.dots("e", names, [1, 2], [2, 3], **tones),
        charts.trend("f", names, [1, 2], limit=("ambang", 2), **tones),
        charts.tiles("g", [(0, 0, "Semau", None), (1, 0, "Takari", 40)], [25, 50, 75, 90], **tones),
    ]
    template = engines["django"].from_string("""{% extends "print/base_report.html" %}
      {% block summary %}<h2>Ringkasan</h2><div class="charts">{% for chart in charts %}
      <figure><figcaption>Grafik</figcaption>{{ chart }}</figure>{% endfor %}</div>{% endblock %}
      {% block parts %}<h2>A</h2><table class="num2 long"><caption>Tabel</caption>
      <thead><tr><th scope="col">Uraian</th><th scope="col">Nilai</th></tr></thead><tbody>
      {% for n in rows %}<tr><th scope="row">Pionir</th><td>{{ n }}</td></tr>
      {% endfor %}</tbody></table>{% endblock %}""")
    return template.render({**REPORT_CONTEXT, "metadata": REPORT_METADATA, "charts": drawn, "rows": range(60)})


def report():
    return html_to_pdf(report_html(), variant=REPORT, metadata=REPORT_METADATA, attachments=[CSV])


@pytest.mark.parametrize("make", [letter, report])
def test_our_templates_give_no_warning(make, warnings_of_weasyprint):
    make()
    assert warnings_of_weasyprint() == []


def test_a_denied_file_is_logged(warnings_of_weasyprint):
    html_to_pdf('<img src="file:///etc/passwd" alt="">', variant=LETTER, metadata=LETTER_METADATA)
    assert "outside the print folder" in warnings_of_weasyprint()[0]


@pytest.mark.parametrize("make", [letter, report])
def test_a_second_rendering_gives_the_same_bytes(make):
    with time_machine.travel("2026-10-05T08:00:00Z"):
        first = make()
    with time_machine.travel("2031-10-05T08:00:00Z"):
        assert make() == first


def test_other_content_gives_another_identifier():
    names = {pikepdf.open(io.BytesIO(data)).trailer.ID[0] for data in (letter(), report())}
    assert len(names) == 2


@pytest.mark.parametrize(
    ("make", "part", "metadata"), [(letter, "2", LETTER_METADATA), (report, "3", REPORT_METADATA)]
)
def test_declared_as_archive_and_built_so(make, part, metadata):
    with pikepdf.open(io.BytesIO(make())) as opened:
        xmp = opened.open_metadata()
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == (part, "A")
        assert (xmp["dc:title"], opened.Root.Lang) == (metadata.title, "id")
        assert "FCU Desa Tablolong" in str(xmp["dc:creator"])
        assert str(opened.docinfo["/CreationDate"]).startswith(f"D:{metadata.created:%Y%m%d}")
        assert opened.Root.MarkInfo.Marked
        assert "/OutputIntents" in opened.Root
        assert fonts_not_embedded(opened) == []
        assert figures_without_text(opened) == []


def fonts_not_embedded(opened):
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    found = [item for item in opened.objects if is_a(item, "/FontDescriptor")]
    assert found
    return [item.FontName for item in found if not any(key in item for key in files)]


def figures_without_text(opened):
    return [
        item for item in opened.objects if is_a(item, "/StructElem") and item.S == "/Figure" and "/Alt" not in item
    ]


def is_a(item, kind):
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == kind


def test_paper_sizes():
    sizes = []
    for data in (letter(), report()):
        with pikepdf.open(io.BytesIO(data)) as opened:
            sizes.append([round(float(side) / 72 * 25.4) for side in opened.pages[0].MediaBox[2:]])
    assert sizes == [[215, 330], [210, 297]]


def test_the_figures_travel_inside_the_report():
    with pikepdf.open(io.BytesIO(report())) as opened:
        (attached,) = opened.attachments.values()
        assert (attached.filename, attached.get_file().read_bytes()) == (CSV.name, CSV.content)
        assert attached.obj.AFRelationship == "/Data"
        assert "/AF" in opened.Root


def test_a_report_says_when_its_figures_were_frozen():
    html = " ".join(report_html().split())
    assert "Revisi 0. Angka dibekukan 2 Oktober 2026 pukul 09.15 WITA." in html
    assert "Sidik SHA-256 isi: 9f9f 9f9f … 9f9f 9f9f." in html


def test_a_letter_without_a_title_has_the_block_of_an_official_letter():
    context = {**LETTER_CONTEXT, "letter": {**REPORT_CONTEXT["letter"]}, "metadata": LETTER_METADATA}
    html = " ".join(render_to_string("print/base_letter.html", context).split())
    assert "<dt>Sifat</dt> <dd> Biasa </dd>" in html
    assert "Tablolong, 5 Oktober 2026" in html
    assert "<li>Kepala Desa Tablolong;</li>" in html


def test_names_are_escaped_on_paper():
    signs = [{"role": "Ketua", "name": "<script>x</script>"}]
    context = {**LETTER_CONTEXT, "letter": {**LETTER_CONTEXT["letter"], "signs": signs}, "metadata": LETTER_METADATA}
    assert "<script" not in render_to_string("print/base_letter.html", context)


def test_collection_is_as_before_afterwards():
    letter()
    assert (gc.get_threshold(), gc.get_freeze_count()) == (pdf.USUAL_THRESHOLDS, 0)
