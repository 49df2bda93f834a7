// Makes a walkthrough's page live, from the data that it holds.
((abh) => {
  "use strict";
  const ROOM = 3; // milliseconds of an idle moment that a figure needs
  const HERE = document.currentScript.src;
  const SPACES = {
    html: "http://www.w3.org/1999/xhtml",
    svg: "http://www.w3.org/2000/svg",
    math: "http://www.w3.org/1998/Math/MathML",
  };

  // Browsers without idle moments get short ones.
  const whenIdle = globalThis.requestIdleCallback
    ?? ((act) => setTimeout(() => act({ timeRemaining: () => ROOM }), 1));

  // Makes figure after figure live, whenever the browser has nothing else to do.
  function upgrade(waiting, live) {
    whenIdle((moment) => {
      do {
        const [svg, run] = waiting.shift(), figure = new abh.Figure(svg, live, run);
        if (!figure.blocks.length) continue;
        figure.pointing = new abh.Pointing(figure);
        abh.figures.push(figure);
        watch(figure);
        if (abh.numbers.differs) abh.follow(figure);
      } while (waiting.length && moment.timeRemaining() > ROOM);
      if (waiting.length) upgrade(waiting, live);
      else document.documentElement.dataset.live = "ready";
    });
  }

  // A figure that comes into sight has what it lacks.
  function watch(figure) {
    const observer = new IntersectionObserver((entries) => {
      figure.seen = entries.at(-1).isIntersecting;
      if (figure.seen && figure.behind) abh.follow(figure);
    }, { rootMargin: "300px" });
    observer.observe(figure.box);
  }

  // The size that the address asks for, where the page has it: tokens.5; else nothing.
  function size({ sizes }) {
    const [, word, length] = /^#numbers-1&size=([\w-]+)\.(\d+)/.exec(location.hash) ?? [];
    const [, own, ...others] = sizes.find(([one]) => one === word) ?? [];
    return others.includes(Number(length)) ? `${word}.${length}` : "";
  }

  // An element from its name, its attributes and what is inside, as pages/sized.py writes it.
  function elementOf([name, attributes, ...inside], around) {
    const space = SPACES[name] ?? around ?? SPACES.html, made = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "style") made.style.cssText = value;
      else made.setAttribute(key, value);
    }
    made.append(...inside.map((one) => (Array.isArray(one) ? elementOf(one, space) : one)));
    return made;
  }

  // Puts the parts of another size in place of the page's, and begins with them; what there is no
  // part for stays as it is, and belongs to no run.
  function resize({ parts, data }) {
    for (const one of document.querySelectorAll("[data-run]")) one.dataset.run = "";
    document.body.dataset.run = "";
    for (const one of document.querySelectorAll("[data-part]")) {
      const part = parts[one.dataset.part];
      if (!part) continue;
      const made = elementOf(part);
      made.dataset.run = "0";
      one.replaceWith(made);
    }
    begin(data);
  }

  // A list of lengths for each size, below the given matrices.
  function choose({ sizes }, numbers) {
    const at = document.querySelector('[data-part="step-1"]');
    const [now, length] = numbers.size.split(".");
    if (!at || !sizes.length) return;
    const fields = sizes.map(([word, own, ...others]) => {
      const field = abh.make("select");
      for (const one of [own, ...others].sort((a, b) => a - b)) {
        field.append(new Option(one, one, false, one === (word === now ? Number(length) : own)));
      }
      field.addEventListener("change", () => {
        numbers.sized(Number(field.value) === own ? "" : `${word}.${field.value}`);
      });
      return abh.make("label", {}, `${word.replaceAll("-", " ")} `, field);
    });
    at.append(abh.make("p", { class: "abh-sizes" }, ...fields));
  }

  function start() {
    const block = document.getElementById("abh-live");
    if (!block) return;
    const data = JSON.parse(block.textContent), asked = size(data);
    if (!asked) return begin(data);
    const page = location.pathname.split("/").pop().replace(/\.html$/, "");
    const script = abh.make("script", { src: new URL(`sizes/${page}.${asked}.js`, HERE) });
    script.onerror = () => {
      data.sizes = []; // the book was built without them
      begin(data);
    };
    document.head.append(script);
  }

  function begin(data) {
    performance.mark("abh-start");
    const live = new abh.Live(data);
    const waiting = [...document.querySelectorAll("svg.abh-figure:not(svg svg)")]
      .filter((svg) => svg.querySelector("g[data-m] > rect") && !svg.closest(".abh-picture"))
      .map((svg) => [svg, svg.closest("[data-run]")?.dataset.run ?? "0"])
      .filter(([, run]) => live.runs[run]);
    Object.assign(abh, { live, figures: [], numbers: new abh.Numbers(live) });
    abh.bar = new abh.Bar(abh.numbers);
    abh.bar.say(abh.numbers.problem ?? "");
    choose(live, abh.numbers);
    const way = document.querySelector(".abh-way");
    if (way) abh.steps = new abh.Steps(way, abh.numbers);
    if (waiting.length) upgrade(waiting, live);
    performance.measure("abh-start", "abh-start");
  }

  Object.assign(abh, { size, resize });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})(globalThis.abh ??= {});
