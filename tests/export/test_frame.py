"""``aibyhand export`` and ``aibyhand.save``: what is written, what is kept, how it ends."""

import io
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from helpers import ROOT, trace_of

import aibyhand
from aibyhand import PENCIL, export, save
from aibyhand.__main__ import main
from aibyhand.export import command, files, formats, names
from aibyhand.pages.downloads import downloads


def cli(capsys, *arguments):
    """Run a command; give exit status, standard output and standard error."""
    try:
        status = main([str(a) for a in arguments])
    except SystemExit as left:
        status = int(left.code or 0)
    said = capsys.readouterr()
    return status, said.out, said.err


# The files


QUICK = ("json", "ipynb", "xlsx", "tex")  # the fast tests look at these, the slow ones at all


@pytest.mark.parametrize(
    "to", [pytest.param(to, marks=() if to in QUICK else pytest.mark.slow) for to in formats()]
)
def test_two_runs_give_equal_bytes_under_the_names_that_pages_link(to):
    walkthrough = aibyhand.find("softmax")
    for lane in walkthrough.lanes:
        made = files(walkthrough.run(lane=lane), to)
        again = files(replace(walkthrough).run(lane=lane), to)
        assert made == again
        assert set(names(walkthrough, lane, to)) <= set(made)
        assert all(name.startswith("softmax") and data for name, data in made.items())


@pytest.mark.parametrize("slug", [s for s in aibyhand.slugs() if len(aibyhand.find(s).lanes) > 1])
def test_both_lanes_can_stand_in_one_folder(slug):
    walkthrough = aibyhand.find(slug)
    for to in ("json", "ipynb"):
        both = [set(files(trace_of(slug, lane), to)) for lane in walkthrough.lanes]
        assert len(set.union(*both)) == sum(map(len, both))


def test_every_format_says_what_it_gives():
    assert all(one.gives and not one.gives.endswith(".") for one in formats().values())


@pytest.mark.slow
def test_bytes_depend_neither_on_the_day_nor_on_the_hash_seed(tmp_path):
    made = []
    for day, seed in (("0", "1"), ("86400000", "2")):
        out = tmp_path / seed
        command = [sys.executable, "-m", "aibyhand", "export", "softmax", "--to", "all"]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"XXX{seed}", "LANG": "C"}
        if day != "0":
            environment["SOURCE_DATE_EPOCH"] = day
        subprocess.run(
            [*command, "--output", str(out)], check=True, env=environment, cwd=ROOT, text=True,
            capture_output=True,
        )  # fmt: skip
        made.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert made[0].keys() == made[1].keys()
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []


# aibyhand.save


def test_a_program_writes_several_formats(tmp_path):
    paths = aibyhand.save(trace_of("softmax"), to=["json"], output=tmp_path / "new" / "folder")
    assert [path.name for path in paths] == ["softmax.json"]
    assert all(path.is_file() for path in paths)


def test_a_program_is_told_of_what_is_there_already(tmp_path):
    (tmp_path / "softmax.json").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match=r"softmax\.json is there already"):
        save(trace_of("softmax"), "json", tmp_path)
    assert (tmp_path / "softmax.json").read_text(encoding="utf-8") == "mine"
    save(trace_of("softmax"), "json", tmp_path, force=True)
    ours = files(trace_of("softmax"), "json")["softmax.json"]
    assert (tmp_path / "softmax.json").read_bytes() == ours


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(ValueError, match="no format 'jsom'; did you mean json"):
        save(trace_of("softmax"), ["json", "jsom"], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_option_goes_to_the_format_that_takes_it(capsys, tmp_path):
    status, _, err = cli(
        capsys, "export", "softmax", "--to", "png", "--width", 300, "--output", tmp_path
    )
    assert (status, err) == (0, "")
    data = (tmp_path / "softmax-step-02.png").read_bytes()
    assert int.from_bytes(data[16:20], "big") == 300
    with pytest.raises(TypeError, match="the format json takes no width"):
        save(trace_of("softmax"), "json", tmp_path, width=300)


def test_a_missing_library_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "nbformat", None)
    with pytest.raises(ImportError, match=r"format ipynb needs the package 'nbformat': pip inst"):
        files(trace_of("softmax"), "ipynb")


SUMS = """
from aibyhand.export.format import Format, Option, stem

FORMAT = Format(
    "the sum of every matrix",
    place=99, names=("{stem}.sums",),
    options=(Option("least", "sums from here on", "SUM", least=0),),
)


def files(trace, *, least=0):
    sums = {name: m.values.sum() for name, m in trace.matrices.items()}
    lines = [f"{name} {found:g}" for name, found in sums.items() if found >= least]
    return {f"{stem(trace)}.sums": "\\n".join(lines).encode()}
"""


@pytest.fixture
def sums(tmp_path, monkeypatch):
    """Put one module more into the room of the formats."""
    room = tmp_path / "room"
    room.mkdir()
    (room / "sums.py").write_text(SUMS, encoding="utf-8")
    monkeypatch.setattr(export, "__path__", [*export.__path__, str(room)])
    formats.cache_clear()
    yield
    formats.cache_clear()
    sys.modules.pop("aibyhand.export.sums", None)
    del export.sums


@pytest.mark.usefixtures("sums")
def test_a_format_is_one_module_and_nothing_else(capsys, tmp_path):
    assert list(formats())[-1] == "sums"
    walkthrough = aibyhand.find("softmax")
    assert names(walkthrough, PENCIL, "sums") == ("softmax-pencil.sums",)
    x = "--given", tmp_path / "x.json"
    x[1].write_text('{"x": [[1], [0]]}', encoding="utf-8")
    arguments = ("export", "softmax", "--to", "sums", "--output", tmp_path, "--lane", "exact", *x)
    assert cli(capsys, *arguments, "--least", 2)[0] == 0
    told = (tmp_path / "softmax.sums").read_text(encoding="utf-8").splitlines()
    # x sums up to 1 and so do the probabilities; the powers of e to 1 + 2.71828
    assert "x 1" not in told
    assert [line for line in told if line.endswith(" 3.71828")]
    assert "--least -1: needs 0 or more" in cli(capsys, *arguments, "--least", -1)[2]
    assert "--least SUM" in cli(capsys, "export", "--help")[1]
    assert "sums" in downloads(walkthrough)


def test_importing_the_package_does_not_load_it():
    code = "import sys, aibyhand; print('aibyhand.export' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# The command


def test_one_walkthrough(capsys, tmp_path):
    status, out, err = cli(
        capsys, "export", "lstm", "--to", "json", "--output", tmp_path / "a" / "b"
    )
    assert (status, err) == (0, "")
    assert out == f"{tmp_path / 'a' / 'b' / 'lstm-pencil.json'}\n"  # the lane that its page shows
    assert [p.name for p in (tmp_path / "a" / "b").iterdir()] == ["lstm-pencil.json"]


def test_no_other_command_loads_the_formats():
    code = (
        "import sys; from aibyhand.__main__ import main; main(['list']); "
        "print('aibyhand.export.xlsx' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_all_of_them_in_one_lane(capsys, tmp_path):
    status, out, _ = cli(
        capsys, "export", "--all", "--to", "json", "--output", tmp_path, "--lane", "pencil"
    )
    rounded = [slug for slug in aibyhand.slugs() if PENCIL in aibyhand.find(slug).lanes]
    assert status == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"{slug}-pencil.json" for slug in rounded]
    assert len(out.splitlines()) == len(rounded)


def test_a_file_that_is_there_is_kept_unless_forced(capsys, tmp_path):
    mine = tmp_path / "softmax.json"
    mine.write_text("mine", encoding="utf-8")
    arguments = ("export", "softmax", "dft", "--to", "json", "--output", tmp_path)

    status, out, _ = cli(capsys, *arguments)
    assert status == 0
    assert "softmax.json is kept" in out
    assert "--force" in out
    assert mine.read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "dft.json").is_file()

    assert cli(capsys, *arguments, "--force")[0] == 0
    assert mine.read_text(encoding="utf-8").startswith("{")


def test_numbers_of_ones_own(capsys, tmp_path):
    given = tmp_path / "mine.json"
    given.write_text('{"x": [[1], [2]]}', encoding="utf-8")
    assert (
        cli(capsys, "export", "softmax", "--to", "json", "--given", given, "--output", tmp_path)[0]
        == 0
    )
    assert '"given": {"x": [[1], [2]]}' in (tmp_path / "softmax.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["softmax"], "--to"),
        (["--to", "json"], "name the walkthroughs, or say --all"),
        (["softmax", "--all", "--to", "json"], "name the walkthroughs, or say --all"),
        (["softmax", "--to", "jsn"], "no format 'jsn'; did you mean json?"),
        (["softmacks", "--to", "json"], "no walkthrough 'softmacks'; did you mean softmax?"),
        (["td0", "--to", "json", "--lane", "pencil"], "td0: no lane 'pencil'"),
        (["td0", "--to", "json", "--lane", "pen"], "invalid choice"),
        (["softmax", "--to", "json", "--output", "FILE"], "is no folder"),
        (["softmax", "--to", "json", "--output", "FILE/below"], "FILE/below: "),
        (["softmax", "--to", "json", "--given", "nothing.json"], "nothing.json: No such file"),
        (["softmax", "--to", "json", "--given", "FILE"], "FILE: no valid JSON"),
        (["softmax", "dft", "--to", "json", "--given", "FILE"], "--given goes with one"),
        (["softmax", "--to", "json", "--width", "300"], "--width goes with --to png"),
        (["softmax", "--to", "json", "--transparent"], "--transparent goes with --to png"),
        (["softmax", "--to", "png", "--width", "0"], "--width 0: needs 1 or more"),
    ],
)
def test_wrong_use_is_one_line_and_writes_nothing(capsys, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "FILE").touch()
    status, out, err = cli(capsys, "export", *arguments)
    assert status == 2
    assert out == ""
    assert err.count("\n") == 1
    assert said in err
    assert [path.name for path in tmp_path.iterdir()] == ["FILE"]


def test_a_folder_that_may_not_be_written_to_is_named(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    status, _, err = cli(capsys, "export", "softmax", "--to", "json", "--output", tmp_path)
    assert status == 2
    assert f"{tmp_path}: no permission to write there\n" in err


@pytest.mark.parametrize("moment", ["replace", "fdopen", "chmod"])
def test_ctrl_c_leaves_no_half_file(capsys, tmp_path, monkeypatch, moment):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, moment, interrupted)
    status, _, err = cli(capsys, "export", "softmax", "--to", "json", "--output", tmp_path)
    assert status == 130
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_bar_and_a_pipe_none(capsys, tmp_path, monkeypatch):
    arguments = ["export", "softmax", "dft", "--to", "json", "--output", tmp_path]
    assert cli(capsys, *arguments)[2] == ""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert main([str(a) for a in [*arguments, "--force"]]) == 0
    half = command.BAR // 2
    assert f"[{'#' * half}{'.' * half}] 1/2 dft json" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")


def test_help_lists_every_format(capsys):
    status, out, _ = cli(capsys, "export", "--help")
    assert status == 0
    for to, one in formats().items():
        assert to in out
        assert one.gives in out


def test_copies_have_numbers_of_their_own_and_keys_apart(capsys, tmp_path):
    asked = ("export", "softmax", "--to", "worksheet", "json", "--seed", "b", "--copies", 3)
    status, _, _ = cli(capsys, *asked, "--output", tmp_path)
    assert status == 0
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")}
    assert {f"softmax-{n}.json" for n in (1, 2, 3)} <= made
    assert {f"softmax-worksheet-a4-{n}.pdf" for n in (1, 2, 3)} <= made
    assert {f"keys/softmax-key-a4-{n}.pdf" for n in (1, 2, 3)} <= made
    assert not [name for name in made if "key" in name and not name.startswith("keys/")]
    sets = [(tmp_path / f"softmax-{n}.json").read_text("utf-8") for n in (1, 2, 3)]
    assert len(set(sets)) == 3
    alone = tmp_path / "alone"
    assert (
        cli(capsys, "export", "softmax", "--to", "json", "--seed", "b-2", "--output", alone)[0] == 0
    )
    assert (alone / "softmax.json").read_text("utf-8") == sets[1]


@pytest.mark.parametrize("wrong", [("--copies", 3), ("--copies", 0, "--seed", "b")])
def test_copies_without_a_seed_or_a_number_are_refused(capsys, tmp_path, wrong):
    status, _, err = cli(capsys, "export", "softmax", "--to", "json", *wrong, "--output", tmp_path)
    assert status != 0
    assert "--copies needs a number of 1 or more, and --seed WORD" in err
    assert not list(tmp_path.iterdir())
