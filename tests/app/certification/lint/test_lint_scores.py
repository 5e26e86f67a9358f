"""The score table: each mistake of the print gives its id, and what is sound gives none."""

from dataclasses import replace

import pytest

from app.certification.lint.check import lint
from tests.app.certification.lint.sound_rule import HEADINGS, KNOWN, SOUND, faults
from tests.app.certification.printed_scores import Node, printed_scorecard


def scored(*headings: Node, pass_words: tuple[str, ...] = ()) -> list[str]:
    return faults(replace(SOUND, score=printed_scorecard("2", headings, pass_words)))


def heading(points: str | None, *parts: Node) -> Node:
    return {"id": "X", "weight": "1", "parts": parts, **({} if points is None else {"points": points})}


def line(name: str, points: str | None = "10", **more: object) -> Node:
    return {"id": f"X.{name}", "share_of": "全部", **({} if points is None else {"points": points}), **more}


def group(number: str, *parts: Node) -> Node:
    return {"id": f"X.{number}", "points": "10", "parts": parts}


def awards(*levels: Node) -> Node:
    return {"id": "X.a", "points": "10", "kind": "steps", "parts": levels}


@pytest.mark.parametrize(
    ("node", "ids"),
    [
        (heading("20", line("a"), line("b")), []),
        (heading("20", line("a", "15"), line("b")), ["sum.X"]),
        (heading("20", line("a"), line("b", "9")), ["sum.X"]),
        (heading("20", line("a"), line("b", None)), ["points.X.b"]),
        (heading("20", line("a", None), line("b", None)), ["split.X"]),
        (heading(None, line("a")), ["points.X"]),
        (heading(None, line("a", None)), ["points.X", "points.X.a"]),
        (heading("10", awards({"id": "X.a.city"}, {"id": "X.a.county", "points": "5"})), ["points.X.a.city"]),
        (heading("10", awards({"id": "X.a.city", "points": "8"}, {"id": "X.a.county", "points": "6"})), []),
    ],
)
def test_points_add_up_to_their_heading(node: Node, ids: list[str]) -> None:
    assert scored(node) == ids


@pytest.mark.parametrize(
    ("weights", "ids"),
    [(("0.45", "0.55"), []), (("0.45", None), ["weight.C2", "weights"]), (("0.45", "0.5"), ["weights"])],
)
def test_weights_add_up_to_one(weights: tuple[str | None, ...], ids: list[str]) -> None:
    bare = [{key: held for key, held in node.items() if key != "weight"} for node in HEADINGS]
    assert scored(*(b if w is None else {**b, "weight": w} for b, w in zip(bare, weights, strict=True))) == ids


@pytest.mark.parametrize(
    ("node", "ids"),
    [
        (heading("20", group("1", line("1.a")), group("2", line("2.a"))), []),
        (heading("10", group("2", group("1.1", line("1.1.a")))), ["row.X.1"]),
        (heading("10", {**group("1", line("1.a")), "cells": "merged"}), ["merged.X.1"]),
        (heading("10", awards({"id": "X.a.province", "points": "5", "listed": "省部级"})), ["level.X.a.province"]),
        (heading("10", line("a", share_of="")), ["whole.X.a"]),
        (heading("10", {**awards({"id": "X.a.1", "points": "10"}), "rank_of_years": "3"}), ["rank.X.a"]),
        (heading("10", {**awards({"id": "X.a.1", "points": "10"}), "rank_of_years": "1"}), []),
        (heading("10", line("a", years_of_what_lasts="2")), ["window.X.a"]),
        (heading("10", line("a", years="2")), ["window.end"]),
        (heading("10", {"id": "X.a", "points": "10"}), ["scale"]),
    ],
)
def test_what_the_print_leaves_to_a_reading_is_found(node: Node, ids: list[str]) -> None:
    assert scored(node) == ids


def test_years_with_a_last_day_are_closed() -> None:
    card = replace(printed_scorecard("2", [heading("10", line("a", years="2"))]), evidence_until_printed="评价之日")
    assert faults(replace(SOUND, score=card)) == []


@pytest.mark.parametrize(
    ("words", "ids"), [((), []), (("各类指标",), []), (("各类指标", "单项"), ["words.heading_pass"])]
)
def test_the_pass_line_of_a_heading_has_one_wording(words: tuple[str, ...], ids: list[str]) -> None:
    assert scored(*HEADINGS, pass_words=words) == ids


def test_a_sum_is_told_as_tables_print_it() -> None:
    [fault] = lint(
        replace(SOUND, score=printed_scorecard("2", [{**heading("10", line("a")), "weight": "0.45"}])), KNOWN
    )
    assert (fault.id, fault.found, fault.expected) == ("weights", "0.45", "weights that add up to 1")
