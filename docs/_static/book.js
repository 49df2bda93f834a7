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

// What is linked may stand in a fold.
function unfold() {
  const found = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!found) return;
  let opened = false;
  for (let fold = found.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    opened ||= !fold.open;
    fold.open = true;
  }
  const section = found.matches("section") && found.querySelector(":scope > details.abh-fold");
  if (section) section.open = true;
  if (opened) found.scrollIntoView();
}

// Paper is light, whatever the page is, and blank sheets are on it; "with answers" opens what holds
// them, for this once.
const ANSWERS = "details:is(.abh-answer, .abh-reply)";
const PAPER = 640; // pixels across: one sum that is wider would make all of the print smaller
let theme, opened = [];

function openAll(folds) {
  for (const fold of document.querySelectorAll(`${folds}:not([open])`)) {
    fold.open = true;
    opened.push(fold);
  }
}

function toPaper() {
  theme = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
  openAll(".abh-blank");
  for (const sum of document.querySelectorAll(".abh-worked math")) {
    const { width } = sum.getBoundingClientRect();
    if (width > PAPER) sum.style.zoom = PAPER / width;
  }
}

function fromPaper() {
  document.documentElement.dataset.theme = theme;
  for (const fold of opened) fold.open = false;
  opened = [];
  for (const sum of document.querySelectorAll(".abh-worked math")) sum.style.zoom = "";
}

function printed(withAnswers) {
  if (withAnswers) openAll(ANSWERS);
  print();
}

function offerPrint() {
  for (const offer of document.querySelectorAll(".abh-print")) {
    offer.hidden = false;
    const [plain, answered] = offer.querySelectorAll("button");
    plain.addEventListener("click", () => printed(false));
    answered.addEventListener("click", () => printed(true));
  }
}

addEventListener("beforeprint", toPaper);
addEventListener("afterprint", fromPaper);
addEventListener("load", offerPrint);
addEventListener("hashchange", unfold);
addEventListener("load", unfold);
addEventListener("load", mark);
addEventListener("resize", mark);
document.addEventListener("toggle", mark, true);
