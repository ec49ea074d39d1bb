"""A plan over months: what was planned above what was done."""

import json
import re

from core.charts import GOOD, PAPER, Row, gantt

ROW = Row("1. Pendekatan & awal", "5 dari 5 langkah", (0, 0.5), (0.1, 0.6), GOOD, ((0.2, True), (0.4, False)))


def drawn(*rows, **more):
    return gantt("Dua bulan", ["Jul", "Agu"], rows, **more)


def test_each_row_has_its_two_bars_and_a_mark_for_each_step():
    chart = drawn(ROW, ROW._replace(done=None, marks=()))
    assert chart.count("<rect") == 3
    assert chart.count('class="fo"') == 1
    assert (chart.count("l4.5 4.5"), chart.count("<circle")) == (1, 1)
    assert "Pendekatan &amp; awal" in chart


def test_what_was_done_begins_and_ends_where_it_did():
    planned, done = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', drawn(ROW))
    assert [float(value) for value in planned] == [274, 407]
    assert [float(value) for value in done] == [357, 407]


def test_today_is_a_line_only_inside_of_the_months():
    assert "27-11-2026, kini" in drawn(ROW, today=0.5, today_label="27-11-2026, kini")
    assert "kini" not in drawn(ROW, today=None, today_label="27-11-2026, kini")


def test_a_frozen_description_draws_the_same_on_paper():
    frozen = json.loads(json.dumps([ROW]))
    assert drawn(*frozen, surface=PAPER) == drawn(ROW, surface=PAPER)
    assert 'font-size="13"' in drawn(ROW, surface=PAPER)
