// A box that scrolls must be reachable with the keyboard, and one that doesn't must not stop it.
const reached = new Set();

function scrolls(box) {
  return box.scrollWidth > box.clientWidth && /auto|scroll/.test(getComputedStyle(box).overflowX);
}

function mark() {
  for (const box of reached) box.removeAttribute("tabindex");
  reached.clear();
  for (const box of document.querySelectorAll("article :is(div, span, figure, pre, table)")) {
    if (box.hasAttribute("tabindex") || !scrolls(box)) continue;
    box.tabIndex = 0;
    reached.add(box);
  }
}

addEventListener("load", mark);
addEventListener("resize", mark);
document.addEventListener("toggle", mark, true);
