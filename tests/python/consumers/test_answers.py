"""Engines give the reference's answers without files."""

import json
from decimal import Decimal, InvalidOperation

import pytest

from tests.python.consumers.programs import ANSWERS
from tests.python.values import check_answer
from tests.queries.answers import query_text

QUERIES = (1, 6, 13)


def value_of(text):
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


@pytest.mark.parametrize("consumer", ANSWERS)
def test_engines_answer_queries(run_consumer, consumer):
    texts = [query_text(query).rstrip().rstrip(";") for query in QUERIES]
    output = run_consumer(*ANSWERS[consumer], json.dumps(texts))
    # DuckDB shows the progress of long queries too.
    answers = [line for line in output.splitlines() if line.startswith("[")]
    for query, line in zip(QUERIES, answers, strict=True):
        check_answer(query, [[value_of(text) for text in row] for row in json.loads(line)])
