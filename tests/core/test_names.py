"""One key, from which TeX and plain text follow."""

import re

import pytest

from aibyhand.core.names import plain, tex_of


@pytest.mark.parametrize(
    ("key", "tex"),
    [
        ("X", "X"),
        ("x1", "x_{1}"),
        ("WQ", "W_{Q}"),
        ("W_Q", "W_{Q}"),
        ("S_scaled", r"S_{\mathrm{scaled}}"),
        ("dz3", "d_{z3}"),
        ("o_1", "o_{1}"),
    ],
)
def test_the_tex_of_a_key(key, tex):
    assert tex_of(key) == tex


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("W_{Q}", "W_Q"),
        (r"K^\top", "Kᵀ"),
        (r"K^{\top}\,Q", "Kᵀ Q"),
        (r"S / \sqrt{d_k}", "S / √(d_k)"),
        (r"S / \sqrt{d_{k}}", "S / √(d_k)"),
        (r"\frac{2}{n_{1}}\,X", "2/n_1 X"),
        (r"\tilde{A}", "\N{LATIN CAPITAL LETTER A WITH TILDE}"),
        (r"\tilde{Z}", "Z\N{COMBINING TILDE}"),
        (r"\tilde{\sigma}^2", "σ\N{COMBINING TILDE}²"),
        (r"\varepsilon \odot \mu", "ε ⊙ μ"),
        (r"\hat{y}", "\N{LATIN SMALL LETTER Y WITH CIRCUMFLEX}"),
        (r"\mathrm{ReLU}(z)", "ReLU(z)"),
        (r"x \odot y \approx 1", "x ⊙ y ≈ 1"),
        (r"\lfloor -3 / 2 \rfloor", "⌊ −3 / 2 ⌋"),
        (r"\operatorname{rows}(K)", "rows(K)"),
        ("-1 + (-2)", "−1 + (−2)"),
        (r"1 + \cdots + 9", "1 + … + 9"),
        (r"\sigma_{\pm 3}(x)", "σ_±3(x)"),
        (r"B_{1} \otimes U_{1}", "B_1 ⊗ U_1"),
        (r"\sigma^2 + \mu^{2} - 10^{20}", "σ² + μ² − 10^20"),
    ],
)
def test_the_plain_reading(tex, text):
    assert plain(tex) == text


def test_every_command_in_a_printed_name_is_known():
    """An unknown one would be read out by its name: mathitweeks."""
    import aibyhand
    from aibyhand import notes
    from aibyhand.core.names import _ACCENTS, _GREEK

    subjects = [aibyhand.find(slug) for slug in aibyhand.slugs()]
    subjects += [notes.find(slug) for slug in notes.slugs()]
    runs = [w.run(lane=lane) for w in subjects for lane in w.lanes]
    runs += [w.run(variant=name) for w in subjects for name, _ in w.variants]
    symbols = {m.symbol for run in runs for m in run.matrices.values()}
    symbols |= {
        wrong.produces(w.run(lane=w.shown_lane)).symbol for w in subjects for wrong in w.wrong_turns
    }
    used = {command for symbol in symbols for command in re.findall(r"\\([A-Za-z]+)", symbol)}
    assert used <= _GREEK.keys() | _ACCENTS.keys()
    assert plain(r"\mathit{weeks}") == "weeks"
