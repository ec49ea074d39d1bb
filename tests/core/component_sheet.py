"""Every component of docs/screens.md once, with sample content: rendered without a database."""

from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.http import QueryDict
from django.template import engines

from core.forms import DateField, FamilyCardField, FcuForm, NationalIdField, PhoneField, RupiahField, TokenField
from core.http import chips, page

SHEET = Path(__file__).parent / "sheet"


class FilterForm(FcuForm):
    mark_optional = False
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Semua"), ("plasma", "Plasma"), ("pioneer", "Pionir")]
    )
    late = forms.BooleanField(label="Kunjungan terlambat", required=False)


class FamilyForm(FcuForm):
    form_token = TokenField()
    card = FamilyCardField(label="No. KK", help_text="16 angka di bagian atas kartu.")
    nik = NationalIdField(label="NIK")
    name = forms.CharField(label="Nama lengkap", max_length=20)
    born = DateField(label="Tanggal lahir")
    phone = PhoneField(label="Telepon", required=False)
    income = RupiahField(label="Penghasilan keluarga sebulan")
    relation = forms.ChoiceField(label="Hubungan", choices=[("", "Pilih"), ("child", "Anak")])
    sex = forms.ChoiceField(label="Jenis kelamin", choices=[("L", "Laki-laki")], widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label="Keadaan khusus", required=False, choices=[("a", "Disabilitas")], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="Keluarga sudah setuju")
    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea)

    def clean(self):
        if "card" not in self.cleaned_data:
            raise forms.ValidationError("Keluarga ini belum punya kepala keluarga.")


class Message:
    def __init__(self, level_tag, text):
        self.level_tag, self.text = level_tag, text

    def __str__(self):
        return self.text


def item(**values):
    return SimpleNamespace(**values)


MENU = [
    item(label=label, url=f"/{icon}/", icon=icon, active=icon == "fam", primary=icon in "home fam case refer")
    for label, icon in (
        ("Beranda", "home"), ("Keluarga", "fam"), ("Kasus", "case"), ("Rujukan", "refer"), ("Laporan", "report"),
        ("FCU dan rapat", "inst"), ("Lembaga", "box"), ("Berkas saya", "file"),
    )
]  # fmt: skip


def frame(request, **more):
    user = item(pk=7, username="sekretaris", name="Marlinda")
    messages = [Message("success", "Keluarga tersimpan."), Message("error", "Rujukan ini sudah disetujui.")]
    return {
        "request": request, "user": user, "nav_items": MENU, "unread_notices": 3, "place_name": "Desa Tablolong",
        "messages": messages, "csrf_token": "t" * 64, **more,
    }  # fmt: skip


def components(request):
    rows = [item(head=f"Kepala {n}", card="5301050101260007", badge=("info", "sprout", "Plasma")) for n in range(300)]
    filter_form = FilterForm(request.GET)
    return {
        "page": page(rows, request),
        "chips": chips(request, filter_form),
        "filter_form": filter_form,
        "search_label": "Cari nama",
        "sorted_by": "nama",
        "badge": ("wait", "clock", "Diajukan"),
        "number": "5301050101260007",
        "reveal_url": "/buka/",
        "reveal_reasons": [("card", "Cocokkan kartu")],
        "reveal_key": "kk",
        "facts": [("Alamat", "Dusun II"), ("Telepon", "")],
        **lists(),
    }


def lists():
    return {
        "rungs": [
            item(label="FCU", detail="Diajukan 2 September", state="done", icon=""),
            item(label="TKSK", detail="sisa 1 hari", state="now", icon="home"),
            item(label="LK3", detail="", state="", icon=""),
        ],
        "events": [
            item(
                title="Diteruskan ke LK3",
                meta="4 September 2026, 08.50",
                note="Belum ada <terapis>.",
                late="lewat 2 hari",
            ),
            item(title="Diajukan", meta="2 September 2026", note="", late=""),
        ],
        "tasks": [
            item(
                tone="bad",
                icon="warn",
                title="Kunjungan",
                text="3 November,",
                late="7 hari",
                url="/k/",
                action="Catat",
            )
        ],
        "tiles": [
            item(label="Pendampingan", value=61, of="dari 72", detail="sebelumnya 79", url=""),
            item(label="Rujukan", value=9, of="", detail="", url="/r/"),
        ],
    }


def render_sheet(name, context):
    return engines["django"].from_string((SHEET / name).read_text()).render(context)


def render_page(request):
    return render_sheet("page.html", frame(request, **components(request)))


def render_form(request, data=""):
    form = FamilyForm(QueryDict(data) if data else None)
    return render_sheet("form.html", frame(request, form=form))
