from xml.etree import ElementTree

import segno

from core.qr import qr_svg

ADDRESS = "https://fcu.example/verifikasi/R4WD-81NC-6K/"


def test_the_title_is_escaped():
    svg = qr_svg(ADDRESS, "<b>'\"&")
    assert "<b" not in svg
    assert ElementTree.fromstring(svg).find("{*}title").text == "<b>'\"&"


def test_the_picture_scales_and_keeps_a_border():
    side = segno.make_qr(ADDRESS, error="m").symbol_size(border=1)[0]
    opening = qr_svg(ADDRESS, "Kode QR").split(">")[0]
    assert f'viewBox="0 0 {side} {side}"' in opening
    assert "style=" not in opening


def test_the_same_address_gives_the_same_picture():
    assert qr_svg(ADDRESS, "x") == qr_svg(ADDRESS, "x")
    assert qr_svg(ADDRESS, "x") != qr_svg(ADDRESS + "2", "x")
