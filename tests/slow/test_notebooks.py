"""The exported notebooks, run in a fresh kernel that cannot import the library."""

import json

import numpy as np
import pytest
from helpers import trace_of

import aibyhand
from aibyhand.export import files, stem

pytestmark = pytest.mark.slow

LANES = [(slug, lane) for slug in aibyhand.slugs() for lane in aibyhand.find(slug).lanes]
TELL = """
import json
print(json.dumps({name: np.asarray(value).tolist() for name, value in list(globals().items())
                  if isinstance(value, np.ndarray) and not name.startswith("_")}))
"""


@pytest.fixture(scope="module")
def without_the_library(tmp_path_factory, monkeypatch_module):
    """Let kernels find a package that refuses to be imported in place of ours."""
    folder = tmp_path_factory.mktemp("kernel")
    (folder / "aibyhand").mkdir()
    (folder / "aibyhand" / "__init__.py").write_text("raise ImportError('not here')", "utf-8")
    monkeypatch_module.setenv("PYTHONPATH", str(folder))
    return folder


@pytest.fixture(scope="module")
def monkeypatch_module():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.mark.parametrize(("slug", "lane"), LANES)
def test_it_runs_by_itself_and_equals_the_trace(need, without_the_library, slug, lane):
    nbformat, nbclient = need("nbformat"), need("nbclient")
    trace = trace_of(slug, lane)
    book = nbformat.reads(files(trace, "ipynb")[f"{stem(trace)}.ipynb"].decode(), as_version=4)
    stored = [cell.outputs for cell in book.cells if cell.cell_type == "code"]
    absent = "try:\n    import aibyhand\nexcept ImportError as problem:\n    print(problem)"
    book.cells += [nbformat.v4.new_code_cell(absent), nbformat.v4.new_code_cell(TELL)]
    client = nbclient.NotebookClient(
        book,
        timeout=60,
        coalesce_streams=True,  # a busy machine sends one text in pieces
        resources={"metadata": {"path": str(without_the_library)}},
    )
    client.execute()

    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert code[-2].outputs[0].text == "not here\n"
    found = json.loads(code[-1].outputs[0].text)
    for name, matrix in trace.matrices.items():
        np.testing.assert_allclose(found[name], matrix.values, rtol=1e-12, atol=1e-12, err_msg=name)
    assert [cell.outputs for cell in code[:-2]] == stored
