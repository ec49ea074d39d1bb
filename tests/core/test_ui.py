import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError

from core import icons
from tests.core.component_sheet import FamilyForm, render_form, render_page


@pytest.fixture(autouse=True)
def _frame(settings):
    settings.ROOT_URLCONF = "tests.core.component_urls"


def rendered(text, **context):
    return Template("{% load ui %}" + text).render(Context(context))


class Ids(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.ids, self.targets, self.attributes = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.attributes += attrs
        named = dict(attrs)
        self.ids += [named["id"]] if "id" in named else []
        self.targets += f"{named.get('aria-describedby', '')} {named.get('for', '')}".split()


def test_page_carries_each_used_icon_once_and_no_other(rf):
    html = render_page(rf.get("/"))
    used = set(re.findall(r'href="#i-(\w+)"', html))
    assert sorted(re.findall(r'<symbol id="i-(\w+)"', html)) == sorted(used)
    assert "tel" not in used


def test_icons_of_includes_and_forms_are_found_too(rf):
    assert '<symbol id="i-eye"' in render_page(rf.get("/"))


def test_unknown_icon_fails_loudly():
    with pytest.raises(TemplateSyntaxError, match="no icon called"):
        rendered('{% icon "dragon" %}')


def test_every_icon_is_plain_svg():
    for markup in icons.ICONS.values():
        assert re.fullmatch(r'(<(path|circle|rect) [a-z0-9 ="#.,\-A-Za-z]+/>)+', markup)


def test_a_fragment_brings_its_icons_to_the_page():
    beside = icons.sprite_beside('<use href="#i-tick"/>')
    assert 'id="icons" hx-swap-oob="beforeend"' in beside
    assert '<symbol id="i-tick"' in beside


@pytest.mark.parametrize("render", [render_page, render_form])
def test_no_page_has_inline_style_or_script(rf, render):
    html = render(rf.get("/"))
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]* src=)", html)
    assert not [name for name, _ in Ids(html).attributes if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("data", ["", "name=Y&income=1.150,5"])
def test_form_ids_are_unique_and_every_description_exists(rf, data):
    found = Ids(render_form(rf.get("/"), data))
    assert len(found.ids) == len(set(found.ids))
    assert set(found.targets) <= set(found.ids)


def test_components_fit_the_weight(rf):
    assert len(render_page(rf.get("/?status=plasma&halaman=4"))) < 50_000


def test_filters_stay_in_the_links_of_pages_and_columns(rf):
    html = render_page(rf.get("/?status=plasma&halaman=4"))
    assert 'href="?status=plasma&amp;halaman=5"' in html
    assert 'href="?status=plasma&amp;urut=-nama"' in html
    assert "76–100 dari 300" in html


def test_search_word_is_escaped_and_kept(rf):
    assert 'value="&quot;&gt;&lt;b&gt;"' in render_page(rf.get("/", {"q": '"><b>'}))


def test_sorted_column_says_so_and_turns_round(rf):
    html = render_page(rf.get("/?urut=-masuk"))
    assert 'aria-sort="descending" class="text-end"><a href="?urut=masuk">' in re.sub(r"\s+", " ", html).replace(
        "> <a", "><a"
    )


def test_chip_leads_to_the_list_without_its_filter(rf):
    html = render_page(rf.get("/?status=plasma&late=on&q=tef&halaman=2"))
    assert 'href="/?late=on&amp;q=tef"' in html
    assert "Saringan (2 dipakai)" in html


def test_notes_of_people_are_escaped(rf):
    assert "Belum ada &lt;terapis&gt;." in render_page(rf.get("/"))


def test_messages_have_their_tone(rf):
    html = re.sub(r"\s+", " ", render_page(rf.get("/")))
    assert 'class="note ok" role="status"' in html
    assert 'class="note bad" role="alert"' in html


def test_phone_bar_has_four_places_and_more(rf):
    items = [SimpleNamespace(label=str(n), url="/", icon="home", active=False, primary=n < 6) for n in range(9)]
    html = rendered("{% main_nav items %}", items=items)
    bar, more = html.split("Lainnya")
    assert bar.count("<li>") == 5
    assert bar.count("d-none d-lg-block") == 2
    assert more.count("<a ") == 5


def test_short_menu_needs_no_more():
    items = [SimpleNamespace(label="A", url="/", icon="home", active=True, primary=False)]
    html = rendered("{% main_nav items %}", items=items)
    assert "Lainnya" not in html
    assert 'aria-current="page"' in html


def test_summary_counts_what_is_wrong(rf):
    html = render_form(rf.get("/"), "name=Yuliana&form_token=x")
    summary = html[html.index("err-sum") : html.index("</ul>", html.index("err-sum"))]
    assert "Ada 9 hal yang perlu diperbaiki" in summary
    assert '<a href="#id_card">Isi No. KK.</a>' in summary
    assert '<a href="#id_sex">Pilih jenis kelamin.</a>' in summary
    assert "<strong>Keluarga ini belum punya kepala keluarga.</strong>" in summary
    assert "<strong>Halaman ini tidak lengkap." in summary


def test_summary_takes_formsets():
    class Member(forms.Form):
        name = forms.CharField()

    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-MIN_NUM_FORMS": "1", "form-0-name": ""}
    members = forms.formset_factory(Member, min_num=1, validate_min=True)(data)
    assert members.is_valid() is False
    assert 'href="#id_form-0-name"' in rendered("{% error_summary members %}", members=members)


def test_error_of_the_whole_form_is_said_once():
    form = FamilyForm({"name": "Y"})
    assert form.is_valid() is False
    alone = Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form}))
    both = Template("{% load ui crispy_forms_tags %}{% error_summary form %}{% crispy form %}").render(
        Context({"form": form})
    )
    sentence = "belum punya kepala keluarga"
    assert alone.count(sentence) == 1
    assert both.count(sentence) == 1


def test_field_order_is_label_control_error_help():
    form = FamilyForm({"card": "12"})
    html = rendered("{% field form.card %}", form=form)
    places = [html.index(part) for part in ("<label", "<input", "invalid-feedback", "form-text")]
    assert places == sorted(places)
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_card_helptext id_card_error"' in html


def test_optional_fields_are_marked_and_filters_are_not(rf):
    assert "Telepon <span" in re.sub(r"\s+", " ", render_form(rf.get("/")))
    assert "(boleh kosong)" not in render_page(rf.get("/"))


def test_rupiah_has_its_prefix():
    html = rendered("{% field form.income %}", form=FamilyForm(initial={"income": 1150000}))
    assert '<span class="input-group-text">Rp</span>' in html
    assert 'value="1.150.000"' in html


@pytest.mark.parametrize(
    ("number", "shown"), [("5301050101260007", "•••• 0007"), ("", "belum ada"), (None, "belum ada")]
)
def test_numbers_are_masked(number, shown):
    assert rendered("{{ number|mask_id }}", number=number) == shown
