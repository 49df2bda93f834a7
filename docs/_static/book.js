// A box that scrolls must be reachable with the keyboard, and one that doesn't must not stop it.
const boxes = "div.math, .wide-math, [data-scrolls]";

function mark() {
  for (const box of document.querySelectorAll(boxes)) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

addEventListener("load", mark);
addEventListener("resize", mark);
