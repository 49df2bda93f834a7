"""The command line, by what it prints and how it ends."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest
from helpers import ROOT, trace_of

import aibyhand
from aibyhand.__main__ import main


@pytest.fixture
def cli(capsys):
    """Give a function: exit status, standard output and standard error of a command."""

    def run(*arguments: object) -> tuple[int, str, str]:
        try:
            status = main([str(a) for a in arguments])
        except SystemExit as left:
            status = int(left.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def fails(result: tuple[int, str, str]) -> str:
    """Check that a command ended as wrong use does, and give its one line."""
    status, out, err = result
    assert status == 2
    assert out == ""
    assert err.endswith("\n")
    assert err.count("\n") == 1
    assert err.startswith("aibyhand")
    assert "Traceback" not in err
    return err


@pytest.fixture
def file(tmp_path):
    """Give a function: the path of a file with this content, JSON unless it is text or bytes."""

    def write(content):
        path = tmp_path / "given.json"
        if not isinstance(content, bytes | str):
            content = json.dumps(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


# list


def test_list_names_every_walkthrough(cli):
    status, out, _ = cli("list")
    assert status == 0
    lines = out.splitlines()
    assert [line.split()[0] for line in lines] == list(aibyhand.slugs())
    line = next(line for line in lines if line.startswith("self-attention"))
    assert line.split() == ["self-attention", "Self-attention", "9", "steps", "exact", "pencil"]


# show


def test_show_prints_a_step(cli):
    status, out, _ = cli("show", "self-attention", 4)
    assert status == 0
    step = trace_of("self-attention").step(4)
    assert f"[4] {step.title}\n{step.does}\n" in out
    assert "\n  S = Kᵀ Q\n" in out
    assert "\x1b" not in out
    rows = [line.split()[-4:] for line in out.splitlines() if line.rstrip().endswith("2   1")]
    assert ["3", "2", "2", "1"] in rows
    assert "One cell worked in full: S[" in out


def test_show_aligns_the_columns_of_a_matrix(cli):
    """The minus signs, combining accents and digits of all rows end where the first row's do."""
    _, out, _ = cli("show", "self-attention", 4)
    rows = ("0   0   1", "2   1   0")
    block = [line for line in out.splitlines() if line.lstrip().startswith(rows)]
    ends = {len(line) for line in block}
    assert len(block) >= 3
    assert len(ends) == 1


@pytest.mark.parametrize("slug", aibyhand.slugs())
def test_show_prints_all_steps_in_every_lane(cli, slug):
    for lane in aibyhand.find(slug).lanes:
        status, out, _ = cli("show", slug, "--lane", lane.name)
        assert status == 0
        for step in trace_of(slug, lane).steps:
            assert f"\n[{step.number}] {step.title}\n{step.does}\n" in out
        assert "\\" not in out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_colour_is_for_terminals_and_honours_no_color(monkeypatch, variables, coloured):
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    assert main(["show", "self-attention", "4"]) == 0
    assert ("\x1b[" in screen.getvalue()) is coloured


# values


@pytest.mark.parametrize("slug", aibyhand.slugs())
def test_values_are_every_matrix_in_full(cli, slug):
    for lane in aibyhand.find(slug).lanes:
        status, out, _ = cli("values", slug, "--lane", lane.name)
        assert status == 0
        read = json.loads(out)
        trace = trace_of(slug, lane)
        assert list(read) == ["slug", "title", "lane", "matrices"]
        assert (read["slug"], read["title"], read["lane"]) == (
            slug,
            trace.walkthrough.title,
            lane.name,
        )
        assert [m["name"] for m in read["matrices"]] == list(trace.matrices)
        for m in read["matrices"]:
            ours = trace[m["name"]]
            assert list(m) == ["name", "role", "step", "given", "values"]
            assert m["role"] == ours.role.word
            assert 1 <= m["step"] <= len(trace.steps)
            np.testing.assert_array_equal(np.array(m["values"]), ours.values)
            assert all(isinstance(row, list) for row in m["values"])
            assert m["given"] is (ours.made is None)


def by_name(out: str) -> dict[str, dict]:
    return {m["name"]: m for m in json.loads(out)["matrices"]}


def test_values_say_where_a_matrix_first_stands(cli):
    found = by_name(cli("values", "self-attention")[1])
    steps = {name: m["step"] for name, m in found.items()}
    assert steps == {
        "X": 1, "WQ": 1, "WK": 1, "WV": 1, "Q": 2, "K": 2, "V": 2, "S": 4, "dk": 5, "S_scaled": 5,
        "E": 6, "sums": 7, "A": 8, "Z": 9,
    }  # fmt: skip
    assert [name for name, m in found.items() if m["given"]] == ["X", "WQ", "WK", "WV"]


X = [[1, 0, 2], [0, 1, 1], [0, 2, 0], [1, 1, 1], [0, 0, 3], [1, 1, 0.5]]


@pytest.mark.parametrize(
    "content",
    [{"X": X}, {"given": {"X": X}}, {"slug": "self-attention", "given": {"X": X}, "n": 1}],
)
def test_given_matrices_are_replaced_by_those_in_a_file(cli, file, content):
    status, out, _ = cli("values", "self-attention", "--given", file(content))
    assert status == 0
    found = by_name(out)
    assert found["X"]["values"] == X
    assert np.shape(found["Z"]["values"]) == (3, 3)
    ours = aibyhand.find("self-attention").run(X=X)
    np.testing.assert_array_equal(found["Z"]["values"], ours["Z"].values)


def test_a_number_and_a_byte_order_mark_are_read(cli, file):
    path = file(b"\xef\xbb\xbf" + json.dumps({"dk": 4}).encode())
    found = by_name(cli("values", "self-attention", "--given", path)[1])
    assert found["dk"]["values"] == [[4]]
    np.testing.assert_allclose(found["S_scaled"]["values"], np.array(found["S"]["values"]) / 2)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_a_file_is_read_by_its_mark(cli, file, encoding):
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    path = file((mark + json.dumps({"X": [[0.5, -1]]})).encode(encoding))
    found = by_name(cli("values", "rnn", "--given", path)[1])
    assert found["X"]["values"] == [[0.5, -1]]


def test_the_true_minus_sign_of_the_book_is_read(cli, file):
    path = file('{"X": [[−1.5, 2e−3, 4]]}')
    found = by_name(cli("values", "rnn", "--given", path)[1])
    assert found["X"]["values"] == [[-1.5, 0.002, 4]]
    path = file('{"W−\\"−": [[1]]}')  # a name stays as it is
    assert "no given matrix W−" in fails(cli("values", "rnn", "--given", path))


@pytest.mark.parametrize("slug", aibyhand.slugs())
def test_what_values_writes_can_be_given_back(cli, file, slug):
    for lane in aibyhand.find(slug).lanes:
        written = cli("values", slug, "--lane", lane)[1]
        assert cli("values", slug, "--lane", lane, "--given", file(written)) == (0, written, "")


@pytest.mark.parametrize("number", ["0.1", "0.10000000000000001", "1e23", "9007199254740992", "-0"])
def test_a_number_that_a_float_holds_is_read(cli, file, number):
    path = file(f'{{"X": [[{number}]]}}')
    assert by_name(cli("values", "rnn", "--given", path)[1])["X"]["values"] == [[float(number)]]


def test_the_lane_is_the_one_of_the_page_unless_another_is_asked_for(cli):
    for slug in ("lstm", "dft", "td0"):
        shown = str(aibyhand.find(slug).shown_lane)
        for command in ("show", "values"):
            assert cli(command, slug) == cli(command, slug, "--lane", shown)
    lanes = {str(aibyhand.find(slug).shown_lane) for slug in ("lstm", "td0")}
    assert lanes == {"pencil", "exact"}


# Wrong use.


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "list, show, values or export"),
        (["lst"], "invalid choice: 'lst'"),
        (["show"], "SLUG"),
        (["values"], "SLUG"),
        (["show", "self-atention"], "no walkthrough 'self-atention'; did you mean self-attention?"),
        (["values", "x"], "no walkthrough 'x'; there are: "),
        (["show", "LSTM"], "no walkthrough 'LSTM'; did you mean lstm?"),
        (["show", "self-attention", "0"], "no step 0; there are steps 1 to 9"),
        (["show", "self-attention", "-1"], "no step -1"),
        (["show", "self-attention", "10"], "no step 10"),
        (["show", "self-attention", "four"], "STEP: invalid int value: 'four'"),
        (["show", "self-attention", "1", "2"], "unrecognized arguments: 2"),
        (["show", "self-attention", "--lane", "pen"], "--lane: invalid choice: 'pen'"),
        (["show", "td0", "--lane", "pencil"], "td0: no lane 'pencil'; there are: exact"),
        (["values", "self-attention", "--lane"], "expected one argument"),
        (["values", "self-attention", "--given"], "expected one argument"),
        (["values", "self-attention", "--given", "no/such.json"], "no/such.json: No such file"),
        (["values", "self-attention", "--given", "."], "Is a directory"),
        (["list", "--all"], "unrecognized arguments: --all"),
    ],
)
def test_wrong_use_ends_with_one_line(cli, arguments, said):
    assert said in fails(cli(*arguments))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no valid JSON"),
        ("{", "no valid JSON"),
        (b"\xff\xfe{}", "no valid JSON"),
        ("[" * 100_000, "no valid JSON"),
        ("[[1]]", "needs an object of names"),
        ('{"X": [[NaN]]}', "NaN is no number"),
        ('{"X": [[-Infinity]]}', "-Infinity is no number"),
        ('{"X": [[1e999]]}', "X: holds NaN or infinity"),
        ('{"X": [[1]], "X": [[2]]}', "'X' is there twice"),
        ('{"X": [[9007199254740993]]}', "9007199254740993 would become 9007199254740992"),
        ('{"X": [[0.12345678901234567891]]}', "would become 0.12345678901234568"),
        ('{"X": [[1e-400]]}', "1e-400 would become 0.0"),
        (r'{"\u001b[31mX\u202e": [[1]]}', r"no given matrix \x1b[31mX\u202e"),
        ('{"matrices": [{"name": "X"}]}', "needs an object of names"),
        ('{"matrices": [1]}', "needs an object of names"),
        ({"Y": [[1]]}, "no given matrix Y"),
        ({"lane": "pencil"}, "no given matrix lane"),
        ({"variant": ""}, "no given matrix variant"),
        ({"self": [[1]]}, "no given matrix self"),
        ({"given": [[1]]}, "no given matrix given"),
        ({"X": [[1], [2, 3]]}, "X: the rows differ in length: row 1 has 1 number, and row 2 has 2"),
        ({"X": []}, "X: is empty"),
        ({"X": None}, "X: needs numbers"),
        ({"X": "12"}, "X: needs numbers"),
        ({"X": {"a": 1}}, "X: needs numbers"),
        ({"X": [[True]]}, "X: needs numbers"),
        ({"X": 1}, "X: wrong number of axes"),
        ({"X": [[[1]]]}, "X: wrong number of axes"),
        ({"X": [[1], [2]]}, "X has 2 features, and W_Q has 6: both count features"),
        ({"X": [[1e200]] * 6, "WQ": [[1e200] * 6] * 3}, "not finite"),
        ({"dk": 0}, "d_k needs to be positive"),
        ({"dk": [[1, 2]]}, "d_k: needs a number"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_file_that_cannot_be_used_ends_with_one_line(cli, file, content, said):
    assert said in fails(cli("values", "self-attention", "--given", file(content)))


def test_help_is_no_wrong_use(cli):
    status, out, err = cli("--help")
    assert (status, err) == (0, "")
    assert "list" in out
    assert cli("values", "--help")[0] == 0


# As a process.


def process(arguments: Sequence[str], **more) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "aibyhand", *arguments]
    return subprocess.run(command, capture_output=True, cwd=ROOT, check=False, **more)


def test_python_m_works_from_a_checkout_and_says_what_is_wrong_in_one_line():
    done = process(["show", "self-attention", "99"])
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr == b"aibyhand: self-attention: no step 99; there are steps 1 to 9\n"


def test_a_terminal_of_any_encoding_gets_utf8():
    for variables in ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
                      {"PYTHONIOENCODING": "latin-1"}):  # fmt: skip
        done = process(["show", "self-attention", "4"], env=os.environ | variables)
        assert (done.returncode, done.stderr) == (0, b"")
        assert "Kᵀ" in done.stdout.decode()


def test_a_closed_pipe_is_no_error():
    command = [sys.executable, "-m", "aibyhand", "values", "self-attention"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as running:
        running.stdout.close()
        said = running.stderr.read()
        assert running.wait() == 0
    assert said == b""
