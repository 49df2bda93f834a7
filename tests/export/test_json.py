"""JSON: complete, as its schema says, and it can be read in again."""

import json
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from helpers import second_of, trace_of

import aibyhand
from aibyhand.export import files, stem

LANES = [(slug, lane) for slug in aibyhand.slugs() for lane in aibyhand.find(slug).lanes]
every_lane = pytest.mark.parametrize(("slug", "lane"), LANES)

SCHEMA = json.loads(
    (Path(aibyhand.__file__).parent / "export" / "schema.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def exported(trace):
    return json.loads(files(trace, "json")[f"{stem(trace)}.json"])


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@every_lane
def test_it_keeps_to_the_schema(slug, lane):
    VALIDATOR.validate(exported(trace_of(slug, lane)))


@pytest.mark.parametrize("field", ["slug", "given", "matrices", "lane"])
def test_the_schema_refuses_what_lacks_a_field(field):
    whole = exported(trace_of("softmax"))
    del whole[field]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(whole, SCHEMA)


def test_the_schema_refuses_a_result_that_nothing_made():
    whole = exported(trace_of("softmax"))
    next(m for m in whole["matrices"] if not m["given"])["made"] = None
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(whole, SCHEMA)


@every_lane
def test_every_matrix_is_there_in_full_after_its_operands(slug, lane):
    trace = trace_of(slug, lane)
    whole = exported(trace)
    matrices = {m["name"]: m for m in whole["matrices"]}
    assert list(matrices) == list(trace.matrices)
    assert list(whole["given"]) == list(trace.given)
    before: set[str] = set()
    for name, m in matrices.items():
        np.testing.assert_array_equal(np.array(m["values"], float), trace[name].values)
        if m["made"]:
            assert {o.removesuffix(".T") for o in m["made"]["operands"]} <= before
        before.add(name)
    assert [step["number"] for step in whole["steps"]] == list(range(1, len(trace.steps) + 1))
    shown = {code.removesuffix(".T") for step in whole["steps"] for code in step["shows"]}
    assert shown <= set(matrices)


@every_lane
def test_what_is_given_can_be_changed_and_computed_again(slug, lane):
    again = aibyhand.find(slug).run_on(exported(trace_of(slug, lane))["given"], lane=lane)
    for name, matrix in trace_of(slug, lane).matrices.items():
        np.testing.assert_array_equal(again[name].values, matrix.values)


def test_numbers_of_ones_own_are_in_it():
    trace = second_of("softmax")
    assert exported(trace)["given"]["x"] == trace["x"].values.tolist()
