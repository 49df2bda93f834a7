// Which step is in sight, the ways to its neighbours, and one step at a time. The steps are those of
// the way through (aibyhand/pages/opening.py).
((abh) => {
  "use strict";
  const OWN_KEYS = "input, select, textarea, [role=gridcell], [role=menu], [role=menuitem]";
  const READ = 0.35; // of the window's height: a heading above this line is passed
  const BY = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

  class Steps {
    constructor(way, numbers) {
      this.numbers = numbers;
      this.all = [...way.children].map((item) => {
        const link = item.querySelector("a"), place = document.getElementById(link.hash.slice(1));
        return { item, link, section: place.closest("section") };
      });
      way.closest("section").classList.add("abh-way-part");
      this.build();
      this.watch();
      document.addEventListener("keydown", (event) => this.key(event));
      for (const [k, { link }] of this.all.entries()) {
        link.addEventListener("click", (event) => {
          if (!this.single) return;
          event.preventDefault();
          this.go(k);
        });
      }
      this.mark(0);
      if (numbers.step) this.alone(true, Math.min(numbers.step, this.all.length) - 1);
    }

    build() {
      const button = (word, label, act) => {
        const made = abh.make("button", { type: "button", "aria-label": label }, word);
        made.addEventListener("click", act);
        return made;
      };
      this.back = button("‹", "Step before", () => this.go(this.now - 1));
      this.on = button("›", "Next step", () => this.go(this.now + 1));
      this.count = abh.make("span");
      this.title = abh.make("span", { class: "abh-wide" });
      this.short = abh.make("span", { class: "abh-narrow" });
      this.where = abh.make("p", {}, this.count, this.short, this.title);
      this.toggle = button("▭", "One step at a time", () => this.alone(!this.single, this.now));
      this.toggle.setAttribute("aria-pressed", "false");
      this.toggle.append(abh.make("span", { class: "abh-wide" }, " One at a time"));
      const bar = abh.make("nav", { class: "abh-steps", "aria-label": "Steps" });
      // The text comes last: its length must not move a button that is being pressed.
      bar.append(this.back, this.on, this.toggle, this.where);
      document.querySelector(".header-article-items__start").after(bar);
    }

    // The step whose heading was passed last is the one that is read.
    watch() {
      let asked = 0;
      const look = () => {
        asked = 0;
        const edge = READ * innerHeight;
        const passed = ({ section }) => section.getBoundingClientRect().top < edge;
        if (!this.single) this.mark(Math.max(this.all.findLastIndex(passed), 0));
      };
      const ask = () => { asked ||= requestAnimationFrame(look); };
      for (const kind of ["scroll", "resize"]) addEventListener(kind, ask, { passive: true });
      document.addEventListener("toggle", ask, true); // a fold above moves what is below
    }

    mark(k) {
      if (k === this.now) return;
      this.all[this.now]?.item.removeAttribute("aria-current");
      this.now = k;
      const { item, link } = this.all[k];
      item.setAttribute("aria-current", "step");
      this.count.textContent = k + 1;
      this.short.textContent = `/${this.all.length}`;
      this.title.textContent = ` of ${this.all.length}: ${link.textContent}`;
      this.back.disabled = k === 0;
      this.on.disabled = k === this.all.length - 1;
    }

    go(k) {
      if (!this.all[k]) return;
      if (this.single) this.alone(true, k);
      else this.all[k].section.scrollIntoView();
    }

    // Shows one step and hides the rest of the page, or shows all of it again.
    alone(single, k) {
      this.single = single;
      this.all[this.now].section.classList.remove("abh-now");
      this.mark(k);
      document.documentElement.classList.toggle("abh-one", single);
      this.all[k].section.classList.toggle("abh-now", single);
      this.toggle.setAttribute("aria-pressed", String(single));
      this.where.setAttribute("aria-live", single ? "polite" : "off");
      if (single) scrollTo(0, 0);
      else this.all[k].section.scrollIntoView();
      this.numbers.step = single ? k + 1 : 0;
      this.numbers.write();
    }

    key(event) {
      if (!this.single || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest?.(OWN_KEYS)) return;
      if (event.key === "Escape") this.alone(false, this.now);
      else if (event.key in BY) this.go(this.now + BY[event.key]);
      else return;
      event.preventDefault();
    }
  }

  Object.assign(abh, { Steps });
})(globalThis.abh ??= {});
