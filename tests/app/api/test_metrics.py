"""What Prometheus sees."""

from app.api.metrics import MEDIA_TYPE, Metrics


def lines(metrics: Metrics) -> list[str]:
    return [line for line in metrics.render().decode().splitlines() if not line.startswith("#")]


def test_requests_reports_and_verdicts_are_counted() -> None:
    metrics = Metrics(outbox_backlog=lambda: 7, log_size=lambda: 12)
    metrics.request("/api/v1/reports", "POST", 201, 0.0011)
    metrics.request("/api/v1/reports", "POST", 299, 0.7)
    metrics.request("/api/v1/reports", "POST", 304, 20.0)
    metrics.request("unmatched", "lvk_canary", 404, 0.0)
    metrics.filed(["conforming", "undetermined"])
    metrics.judged(["conforming"])
    expected = [
        'labverdict_requests_total{method="POST",route="/api/v1/reports",status="2xx"} 2.0',
        'labverdict_requests_total{method="POST",route="/api/v1/reports",status="3xx"} 1.0',
        'labverdict_requests_total{method="other",route="unmatched",status="4xx"} 1.0',
        'labverdict_request_seconds_bucket{le="0.001",method="POST",route="/api/v1/reports"} 0.0',
        'labverdict_request_seconds_bucket{le="0.0025",method="POST",route="/api/v1/reports"} 1.0',
        'labverdict_request_seconds_bucket{le="10.0",method="POST",route="/api/v1/reports"} 2.0',
        'labverdict_request_seconds_count{method="POST",route="/api/v1/reports"} 3.0',
        "labverdict_reports_filed_total 2.0",
        'labverdict_verdicts_total{outcome="conforming"} 2.0',
        'labverdict_verdicts_total{outcome="undetermined"} 1.0',
        "labverdict_outbox_backlog 7.0",
        "labverdict_log_entries 12.0",
    ]
    assert set(expected) <= set(lines(metrics))
    assert not any("canary" in line or "_created" in line for line in lines(metrics))


def test_a_figure_is_asked_each_time_and_is_none_where_it_is_not_known() -> None:
    backlog = iter([0, None, 2])
    metrics = Metrics(outbox_backlog=lambda: next(backlog), log_size=lambda: 0)
    shown = [next(line for line in lines(metrics) if "backlog" in line) for _ in range(3)]
    assert shown == [f"labverdict_outbox_backlog {figure}" for figure in ("0.0", "NaN", "2.0")]


def test_two_services_in_one_process_do_not_mix() -> None:
    first, second = (Metrics(outbox_backlog=lambda: 0, log_size=lambda: 0) for _ in range(2))
    first.filed(["conforming"])
    assert "labverdict_reports_filed_total 1.0" in lines(first)
    assert "labverdict_reports_filed_total 0.0" in lines(second)


def test_the_process_itself_is_shown_in_a_known_form() -> None:
    metrics = Metrics(outbox_backlog=lambda: 0, log_size=lambda: 0)
    assert any(line.startswith("process_resident_memory_bytes ") for line in lines(metrics))
    assert MEDIA_TYPE.startswith("text/plain")
