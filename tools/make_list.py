"""Write the README's list of walkthroughs from the package: python tools/make_list.py."""

from pathlib import Path

from aibyhand.pages.order import PARTS, page_of, parts

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- python tools/make_list.py writes from here -->", "<!-- to here -->"


def walkthroughs() -> str:
    """Return a line for each part: its title, and its walkthroughs as links to their pages."""
    lines = []
    for part, there in parts().items():
        links = ", ".join(f"[{w.title}](docs/{page_of(w)}.md)" for w in there)
        lines.append(f"- **{PARTS[part]}:** {links}")
    return "\n".join(lines)


def with_list(text: str) -> str:
    """Return the README's text with the list between the two marks made anew."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n\n{walkthroughs()}\n\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    README.write_text(with_list(README.read_text(encoding="utf-8")), encoding="utf-8")
    print(README)
