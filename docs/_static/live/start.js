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
        if (figure.blocks.length) figure.pointing = new abh.Pointing(figure);
        abh.figures.push(figure);
      } while (waiting.length && moment.timeRemaining() > ROOM);
      if (waiting.length) upgrade(waiting, live);
      else document.documentElement.dataset.live = "ready";
    });
  }

  function start() {
    const data = document.getElementById("abh-live");
    if (!data) return;
    performance.mark("abh-start");
    const live = new abh.Live(JSON.parse(data.textContent));
    const waiting = [...document.querySelectorAll("svg.abh-figure:not(svg svg)")]
      .filter((svg) => svg.querySelector("g[data-m] > rect"))
      .map((svg) => [svg, svg.closest("[data-run]")?.dataset.run ?? "0"])
      .filter(([, run]) => live.runs[run]);
    Object.assign(abh, { live, figures: [] });
    if (waiting.length) upgrade(waiting, live);
    performance.measure("abh-start", "abh-start");
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})(globalThis.abh ??= {});
