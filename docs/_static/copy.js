// The copy menu: makes the ways to the folds at a page's end into menus (aibyhand/copying.py).
// Texts and cells come from the folds, pictures from the page itself.
(() => {
  "use strict";
  const INK = "#1f2328", BLANK = "#ffd8be", GRID = "#b9c0ca", ACCENT = "#b35900";
  const FONT = "Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"; // for a picture by itself
  const SVG = "http://www.w3.org/2000/svg";
  const SAID = 4000; // milliseconds for which "copied" stays

  const make = (name, properties = {}, ...inside) => {
    const element = Object.assign(document.createElement(name), properties);
    for (const [key, value] of Object.entries(properties)) {
      if (key === "role" || key.startsWith("aria-")) element.setAttribute(key, value);
    }
    element.append(...inside);
    return element;
  };

  // --- What a fold holds -------------------------------------------------------------------------

  const texts = (fold) => Object.fromEntries(
    [...fold.children]
      .filter((one) => one.matches("details") && one.querySelector("pre"))
      .map((one) => [one.querySelector("summary").textContent, one.querySelector("pre").textContent]),
  );

  // The whole walkthrough has no tables of its own: it takes every other fold's, each once.
  function tablesOf(fold) {
    const own = [...fold.querySelectorAll("table")];
    if (own.length) return own;
    const all = new Map();
    const here = ":scope > details:not([data-lane]) table"; // the other lane has numbers of its own
    for (const table of fold.parentElement.querySelectorAll(here)) {
      if (!all.has(table.dataset.name)) all.set(table.dataset.name, table);
    }
    return [...all.values()];
  }

  // The pictures that stand where the way is; those of the other lane have a way of their own.
  function picturesAt(way) {
    const place = way.closest("details, .abh-step, .abh-poster");
    const all = place ? place.querySelectorAll("svg.abh-figure") : [];
    return [...all].filter((svg) => {
      const inside = svg.parentElement.closest("svg, .abh-lane");
      return !inside || inside === place || !place.contains(inside);
    });
  }

  const titleOf = (fold) => fold.querySelector("summary").textContent.replace(/^\S+ /, "");

  // --- Where it is -------------------------------------------------------------------------------

  const nameOf = (fold) => fold.id.replace(/^copy-/, "");

  function address(fold, citing) {
    const known = document.querySelector("link[rel=canonical]");
    let page = known ? known.href : location.href.replace(/#.*$/, "");
    if (citing && page.startsWith("file:")) { // a path on one's own disk is no address for others
      const root = new URL(document.documentElement.dataset.content_root || "./", location.href);
      page = page.slice(root.href.length);
    }
    return page + fold.querySelector(".abh-cite + a").hash;
  }

  function reference(fold) {
    const text = fold.querySelector(".abh-cite").textContent;
    const today = new Date().toLocaleDateString("sv"); // as 2026-11-21
    return `${text} ${address(fold, true)} (seen ${today})`;
  }

  // --- Cells -------------------------------------------------------------------------------------

  const full = (cell) => cell.dataset.v ?? cell.textContent;

  function plainTable(tables, blank) {
    const emptied = (table) => blank && "made" in table.dataset;
    return tables.map((table) => {
      const rows = [...table.rows].map((row) => (
        [...row.cells].map((cell) => (emptied(table) ? "" : full(cell))).join("\t")
      ));
      return [...(tables.length > 1 ? [table.dataset.name] : []), ...rows].join("\n");
    }).join("\n\n") + "\n";
  }

  // One table, so that one paste is one table; a cell shows what is printed and carries the rest.
  function htmlTable(tables, blank) {
    const whole = make("table");
    whole.style.borderCollapse = "collapse";
    for (const table of tables) {
      const empty = blank && "made" in table.dataset;
      if (tables.length > 1) {
        if (whole.rows.length) whole.insertRow().insertCell();
        const name = make("th", { textContent: table.dataset.name });
        name.style.textAlign = "left";
        whole.insertRow().append(name);
      }
      for (const row of table.rows) {
        const copy = whole.insertRow();
        for (const cell of row.cells) {
          const made = copy.insertCell();
          made.style.cssText = `border:1px solid ${GRID};color:${INK};padding:2px 6px;text-align:right;`
            + `background-color:${empty ? BLANK : table.dataset.fill}`;
          if (empty) continue;
          made.textContent = cell.textContent;
          const decimals = (cell.textContent.split(".")[1] || "").length;
          made.setAttribute("sdval", full(cell)); // LibreOffice reads the number in full here
          made.setAttribute("sdnum", `1033;0;0${decimals ? `.${"0".repeat(decimals)}` : ""}`);
        }
      }
    }
    return whole.outerHTML;
  }

  // --- Pictures ----------------------------------------------------------------------------------

  // A copy of a picture that stands by itself, its results emptied when blank.
  function standing(svg, fold, blank) {
    const copy = svg.cloneNode(true);
    if (blank) empty(copy, fold.dataset.blank);
    copy.setAttribute("xmlns", SVG);
    copy.setAttribute("font-family", FONT);
    copy.removeAttribute("class");
    for (const element of copy.querySelectorAll("[class]")) element.removeAttribute("class");
    for (const element of copy.querySelectorAll("*")) {
      for (const name of ["fill", "stroke"]) {
        if (element.getAttribute(name) === "currentColor") element.setAttribute(name, INK);
      }
      if (element.localName === "text" && !element.closest("[fill]")) element.setAttribute("fill", INK);
      if (element.hasAttribute("font-family")) element.setAttribute("font-family", FONT);
    }
    const title = document.createElementNS(SVG, "title");
    title.textContent = `${document.title.split(" — ")[0]}, ${titleOf(fold)}`;
    copy.prepend(title);
    return copy;
  }

  const number = (element, name) => Number(element.getAttribute(name) || 0);

  function empty(svg, places) {
    const sheet = svg.querySelector("svg") || svg; // the poster holds its sheet and other pictures
    const boxes = (places || "").split(";").map((place) => place.split(",").map(Number));
    for (const element of sheet.querySelectorAll("rect, text")) {
      const x = number(element, "x"), y = number(element, "y");
      const box = boxes.find(([left, top, width, height]) => (
        left <= x && x <= left + width && top <= y && y <= top + height
      ));
      if (element.localName === "rect" && element.getAttribute("stroke") === ACCENT) element.remove();
      else if (box && element.localName === "text" && element.closest("g")) element.remove();
      else if (box && element.localName === "rect" && element.getAttribute("fill") !== "none"
        && x === box[0] && y === box[1]) element.setAttribute("fill", BLANK);
    }
  }

  const source = (svg) => new XMLSerializer().serializeToString(svg);

  // Drawn by hand, not loaded as an image: a strict policy forbids data: and blob: pictures.
  function canvasOf(svg, paper) {
    const [left, top, width, height] = svg.getAttribute("viewBox").split(/[ ,]+/).map(Number);
    const scale = Math.max(2, Math.min(4, 2400 / width));
    const canvas = make("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
    const pen = canvas.getContext("2d");
    if (paper) {
      pen.fillStyle = "#ffffff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
    }
    pen.scale(scale, scale);
    pen.translate(-left, -top);
    for (const child of svg.children) draw(pen, child, inherit(svg, { fill: INK, stroke: "none" }));
    return canvas;
  }

  const INHERITED = ["fill", "stroke", "stroke-width", "fill-opacity", "stroke-dasharray", "font-size",
    "font-weight", "font-family", "text-anchor"];

  function inherit(element, above) {
    const style = { ...above };
    for (const name of INHERITED) {
      if (element.hasAttribute(name)) style[name] = element.getAttribute(name);
    }
    return style;
  }

  function transform(pen, list) {
    for (const [, name, inside] of (list || "").matchAll(/(\w+)\(([^)]*)\)/g)) {
      const [a, b = name === "scale" ? a : 0, c = 0] = inside.split(/[ ,]+/).map(Number);
      if (name === "translate") pen.translate(a, b);
      if (name === "scale") pen.scale(a, b);
      if (name === "rotate") {
        pen.translate(b, c);
        pen.rotate(a * Math.PI / 180);
        pen.translate(-b, -c);
      }
    }
  }

  function shape(element) {
    const path = new Path2D(element.getAttribute("d") || "");
    const at = (name) => number(element, name);
    if (element.localName === "rect") path.rect(at("x"), at("y"), at("width"), at("height"));
    if (element.localName === "circle") path.arc(at("cx"), at("cy"), at("r"), 0, 2 * Math.PI);
    if (element.localName === "polygon") {
      element.getAttribute("points").trim().split(/\s+/).forEach((point, k) => {
        const [x, y] = point.split(",").map(Number);
        if (k) path.lineTo(x, y);
        else path.moveTo(x, y);
      });
      path.closePath();
    }
    return path;
  }

  function draw(pen, element, above) {
    const style = inherit(element, above);
    pen.save();
    transform(pen, element.getAttribute("transform"));
    if (element.localName === "g") {
      for (const child of element.children) draw(pen, child, style);
    } else if (element.localName === "svg") {
      const box = (element.getAttribute("viewBox") || "0 0").split(/[ ,]+/).map(Number);
      pen.translate(number(element, "x") - box[0], number(element, "y") - box[1]);
      for (const child of element.children) draw(pen, child, style);
    } else if (element.localName === "text") {
      pen.font = `${style["font-weight"] || 400} ${style["font-size"] || 16}px ${style["font-family"]}`;
      pen.textAlign = { middle: "center", end: "right" }[style["text-anchor"]] || "left";
      pen.fillStyle = style.fill;
      pen.fillText(element.textContent, number(element, "x"), number(element, "y"));
    } else if (["path", "rect", "circle", "polygon"].includes(element.localName)) {
      const path = shape(element);
      if (style.fill !== "none") {
        pen.globalAlpha = Number(style["fill-opacity"] ?? 1);
        pen.fillStyle = style.fill;
        pen.fill(path);
        pen.globalAlpha = 1;
      }
      if (style.stroke !== "none") {
        pen.setLineDash((style["stroke-dasharray"] || "").split(/[ ,]+/).filter(Boolean).map(Number));
        pen.lineWidth = Number(style["stroke-width"] ?? 1);
        pen.strokeStyle = style.stroke;
        pen.stroke(path);
      }
    }
    pen.restore();
  }

  const png = (svg, paper) => new Promise((done) => {
    canvasOf(svg, paper).toBlob(done, "image/png");
  });

  // --- The clipboard, or a file ------------------------------------------------------------------

  const canWrite = () => Boolean(navigator.clipboard && navigator.clipboard.write && window.ClipboardItem);

  // Types that are text: {"text/plain": …, "text/html": …}.
  async function put(types) {
    if (canWrite()) {
      const blobs = Object.entries(types).map(([type, text]) => [type, new Blob([text], { type })]);
      try {
        await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
        return;
      } catch { /* the page may lack the permission: the old way may still do */ }
    }
    putByCommand(types);
  }

  function putByCommand(types) {
    const fill = (event) => {
      for (const [type, text] of Object.entries(types)) event.clipboardData.setData(type, text);
      event.preventDefault();
    };
    const spot = make("span", { textContent: "-", className: "abh-hidden" });
    document.body.append(spot);
    getSelection().selectAllChildren(spot); // some browsers copy nothing where nothing is selected
    document.addEventListener("copy", fill);
    const done = document.execCommand("copy");
    document.removeEventListener("copy", fill);
    getSelection().removeAllRanges();
    spot.remove();
    if (!done) throw new Error("this browser did not copy");
  }

  function save(name, data, type) {
    const url = URL.createObjectURL(data instanceof Blob ? data : new Blob([data], { type }));
    const way = make("a", { href: url, download: name });
    document.body.append(way);
    way.click();
    way.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  async function putPng(svg, paper, name) {
    const picture = png(svg, paper);
    if (canWrite()) {
      try {
        await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
        return "copied";
      } catch { /* then as a file */ }
    }
    save(name, await picture);
    return "saved as a file";
  }

  function putSvg(svg) {
    const text = source(svg);
    const knows = window.ClipboardItem && ClipboardItem.supports
      && ClipboardItem.supports("image/svg+xml");
    return put({ "text/plain": text, ...(knows && canWrite() ? { "image/svg+xml": text } : {}) });
  }

  // --- What the menu offers ----------------------------------------------------------------------

  // Rows of [label, [[what is shown, what is said, what it does], …]]; doing it may return a word.
  function rowsOf(way, fold, blank) {
    const forms = texts(fold);
    const file = nameOf(fold) + (blank ? "-blank" : "");
    const rows = [];
    const text = (form) => {
      const found = (blank && forms[`${form}, blank`]) || forms[form];
      return found && [form, form, () => put({ "text/plain": found })];
    };
    const add = (label, items) => {
      const present = items.filter(Boolean);
      if (present.length) rows.push([label, present]);
    };
    add("Code", [text("NumPy"), text("PyTorch")]);
    add("Formulas", [text("LaTeX"), text("Markdown")]);

    const tables = tablesOf(fold);
    const cells = (chosen) => () => put({
      "text/plain": plainTable(chosen, blank), "text/html": htmlTable(chosen, blank),
    });
    const few = tables.length > 1 && tables.length <= 9;
    const names = few ? tables.map((table) => (
      [table.caption.cloneNode(true).childNodes, `Table of ${table.dataset.name}`, cells([table])]
    )) : [];
    const all = tables.length > 1 ? "all" : "cells";
    add("Table", tables.length ? [[all, few ? "Tables of all" : "Table", cells(tables)], ...names] : []);

    picturesAt(way).forEach((svg, k) => {
      const copy = () => standing(svg, fold, blank && k === 0);
      const label = k ? `Picture ${k + 1}` : "Picture";
      const name = file + (k ? `-${k + 1}` : "");
      add(label, [
        ["PNG", `${label} as PNG`, () => putPng(copy(), true, `${name}.png`)],
        ["PNG, clear", `${label} as PNG, clear background`, () => putPng(copy(), false, `${name}.png`)],
        ["SVG", `${label} as SVG`, () => putSvg(copy())],
        ["save PNG", `save ${label} as PNG`, async () => {
          save(`${name}.png`, await png(copy(), true));
          return "saved";
        }],
        ["save SVG", `save ${label} as SVG`, () => {
          save(`${name}.svg`, source(copy()), "image/svg+xml");
          return "saved";
        }],
      ]);
    });

    const url = () => address(fold, false);
    const linked = () => make("a", { href: url(), textContent: titleOf(fold) }).outerHTML;
    add("Cite", [
      ["link", "Link", () => put({ "text/plain": url(), "text/html": linked() })],
      ["reference", "Reference", () => put({ "text/plain": reference(fold) })],
    ]);
    return rows;
  }

  // --- The menu itself ---------------------------------------------------------------------------

  let open = null; // {button, menu}

  const items = (menu) => [...menu.querySelectorAll("[role^=menuitem]")];

  function close(back) {
    if (!open) return;
    const { button, menu } = open;
    open = null;
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    button.removeAttribute("aria-controls");
    if (back) button.focus();
  }

  function fillMenu(menu, way, fold, state) {
    menu.replaceChildren();
    for (const [label, row] of rowsOf(way, fold, state.blank)) {
      const group = make("div", { role: "group", "aria-label": label, className: "abh-menu-row" });
      const line = make("div");
      group.append(make("span", { textContent: label, "aria-hidden": "true" }), line);
      for (const [shown, said, act] of row) {
        const item = make("button", { type: "button", role: "menuitem", tabIndex: -1, "aria-label": said });
        item.append(...(typeof shown === "string" ? [shown] : shown));
        item.addEventListener("click", () => perform(way, said, act));
        line.append(item);
      }
      menu.append(group);
    }
    if (!("blank" in fold.dataset) || "blank" in way.dataset) return;
    const check = make("button", {
      type: "button", role: "menuitemcheckbox", tabIndex: -1, "aria-checked": String(state.blank),
      textContent: "Leave the results blank",
    });
    check.addEventListener("click", () => {
      state.blank = !state.blank;
      fillMenu(menu, way, fold, state);
      items(menu).at(-1).focus();
    });
    menu.append(make("div", { role: "group", "aria-label": "Version", className: "abh-menu-row" }, check));
  }

  async function perform(way, said, act) {
    const status = way.querySelector("[role=status]");
    status.textContent = "";
    close(true);
    let words;
    try {
      words = `${said} ${await act() || "copied"}`.replace(/^save (.*) saved$/, "$1 saved");
    } catch (error) {
      words = `Not copied: ${error.message}`;
    }
    requestAnimationFrame(() => { status.textContent = words; });
    clearTimeout(way.said);
    way.said = setTimeout(() => { status.textContent = ""; }, SAID);
  }

  function place(button, menu) {
    const around = menu.offsetParent.getBoundingClientRect();
    const at = button.getBoundingClientRect();
    const room = document.documentElement.clientWidth - menu.offsetWidth - 8;
    menu.style.left = `${Math.max(8, Math.min(at.left, room)) - around.left}px`;
    menu.style.top = `${at.bottom + 4 - around.top}px`;
  }

  function show(button, way, fold, first) {
    close(false);
    const menu = make("div", {
      role: "menu", id: "abh-menu", className: "abh-menu", "aria-label": button.getAttribute("aria-label"),
    });
    fillMenu(menu, way, fold, { blank: "blank" in way.dataset });
    menu.addEventListener("keydown", (event) => onKey(event, menu));
    (button.closest("article") || document.body).append(menu);
    place(button, menu);
    open = { button, menu };
    button.setAttribute("aria-expanded", "true");
    button.setAttribute("aria-controls", menu.id);
    items(menu).at(first).focus({ preventScroll: true });
    menu.scrollIntoView({ block: "nearest" });
  }

  function onKey(event, menu) {
    const all = items(menu), here = all.indexOf(document.activeElement);
    const to = {
      ArrowDown: here + 1, ArrowRight: here + 1, ArrowUp: here - 1, ArrowLeft: here - 1,
      Home: 0, End: -1,
    }[event.key];
    if (to !== undefined) {
      all.at(to % all.length).focus();
    } else if (event.key === "Escape") {
      close(true);
    } else if (event.key === "Tab") {
      close(true); // then the key moves on from the button
      return;
    } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) {
      const turned = [...all.slice(here + 1), ...all.slice(0, here + 1)];
      const begins = (item) => (item.getAttribute("aria-label") || item.textContent).toLowerCase()
        .startsWith(event.key.toLowerCase());
      const found = turned.find(begins);
      if (!found) return;
      found.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  function upgrade(way) {
    const link = way.querySelector("a");
    const fold = document.getElementById(link.hash.slice(1));
    if (!fold) return;
    const button = make("button", {
      type: "button", "aria-haspopup": "menu", "aria-expanded": "false",
      "aria-label": link.textContent,
    }, link.firstChild.textContent.trim());
    button.addEventListener("click", () => {
      if (open && open.button === button) close(true);
      else show(button, way, fold, 0);
    });
    button.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      show(button, way, fold, event.key === "ArrowDown" ? 0 : -1);
    });
    link.replaceWith(button, make("span", { role: "status" }));
  }

  function start() {
    for (const way of document.querySelectorAll(".abh-copy")) upgrade(way);
    for (const folds of document.querySelectorAll(".abh-copies")) folds.hidden = true;
    document.addEventListener("pointerdown", (event) => {
      if (open && !open.menu.contains(event.target) && !open.button.contains(event.target)) close(false);
    });
    document.addEventListener("focusin", (event) => {
      if (open && !open.menu.contains(event.target) && event.target !== open.button) close(false);
    });
    addEventListener("resize", () => close(false));
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
