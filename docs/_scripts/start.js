// Makes a walkthrough's page live, from the data that it holds.
((abh) => {
  "use strict";
  const ROOM = 3; // milliseconds of an idle moment that a figure needs

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

  function start() {
    const data = document.getElementById("abh-live");
    if (!data) return;
    performance.mark("abh-start");
    const live = new abh.Live(JSON.parse(data.textContent));
    const waiting = [...document.querySelectorAll("svg.abh-figure:not(svg svg)")]
      .filter((svg) => svg.querySelector("g[data-m] > rect") && !svg.closest(".abh-picture"))
      .map((svg) => [svg, svg.closest("[data-run]")?.dataset.run ?? "0"])
      .filter(([, run]) => live.runs[run]);
    Object.assign(abh, { live, figures: [], numbers: new abh.Numbers(live) });
    abh.bar = new abh.Bar(abh.numbers);
    abh.bar.say(abh.numbers.problem ?? "");
    const way = document.querySelector(".abh-way");
    if (way) abh.steps = new abh.Steps(way, abh.numbers);
    if (waiting.length) upgrade(waiting, live);
    performance.measure("abh-start", "abh-start");
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})(globalThis.abh ??= {});
