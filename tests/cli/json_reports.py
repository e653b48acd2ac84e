"""Shared code of the tests of --json."""

import json

GENERATE = ("generate", "-s", "0.001", "-f", "tbl", "-T", "region", "-q")


def check_refusal(result, exit_status, *words):
    assert result.returncode == exit_status, result.stderr
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1 and ": error: --json: " in result.stderr
    for word in words:
        assert str(word) in result.stderr


def is_report(text):
    content = json.loads(text)
    return content.get("complete", content.get("equal")) is True
