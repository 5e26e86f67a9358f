"""The report `labverdict.report/1` in JSON."""
