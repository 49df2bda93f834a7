// A figure of the page with its cells: where they stand, and whose they are. Places come from the
// data in the picture (aibyhand/draw/cells.py), as shares of its view box: nothing is measured.
((abh) => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";

  function make(name, properties = {}, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  }

  function path(name) {
    const made = document.createElementNS(SVG, "path");
    made.setAttribute("class", name);
    return made;
  }

  // One group of cells: the matrix's index `k`, the place in the picture, and the numbers drawn.
  class Block {
    constructor(group, k, shift) {
      const ground = group.querySelector("rect"), at = (name) => Number(ground.getAttribute(name));
      this.group = group;
      this.k = k;
      this.texts = [...group.querySelectorAll("text")];
      this.wide = Number(group.dataset.w);
      this.side = at("width") / this.wide;
      this.high = Math.round(at("height") / this.side);
      this.x = at("x") + shift.x;
      this.y = at("y") + shift.y;
      this.first = Number(group.dataset.j ?? 0);
      this.turned = "t" in group.dataset;
      this.blank = !this.texts.length;
    }

    // The matrix's row and column at a place of the block, and the other way round.
    cell(down, across) {
      const column = across + this.first;
      return this.turned ? { block: this, i: column, j: down } : { block: this, i: down, j: column };
    }

    place(i, j) {
      const [down, across] = this.turned ? [j, i - this.first] : [i, j - this.first];
      const inside = down >= 0 && down < this.high && across >= 0 && across < this.wide;
      return inside ? { x: this.x + across * this.side, y: this.y + down * this.side } : null;
    }
  }

  // How far the pictures around a group, inside the figure, move it.
  function shiftOf(group, figure) {
    const shift = { x: 0, y: 0 };
    for (let svg = group.ownerSVGElement; svg !== figure; svg = svg.parentNode.closest("svg")) {
      const { x, y } = svg.viewBox.baseVal;
      shift.x += svg.x.baseVal.value - x;
      shift.y += svg.y.baseVal.value - y;
    }
    return shift;
  }

  class Figure {
    constructor(svg, live, run) {
      Object.assign(this, { svg, live, run });
      const view = svg.getAttribute("viewBox").split(" ").map(Number);
      [this.left, this.top, this.width, this.height] = view;
      this.lit = path("abh-lit");
      this.here = path("abh-here");
      this.box = this.wrapped();
      const caption = svg.closest("figure")?.querySelector(".abh-worked > .abh-scroll");
      this.caption = caption ?? this.ownCaption();
      this.printed = [...this.caption.childNodes]; // the worked cell that was there
    }

    // A box as large as the picture, so that places are shares of it.
    wrapped() {
      const over = document.createElementNS(SVG, "svg");
      over.setAttribute("viewBox", this.svg.getAttribute("viewBox"));
      over.setAttribute("class", "abh-over");
      over.setAttribute("aria-hidden", "true");
      over.append(this.lit, this.here);
      const box = make("div", { class: "abh-live" });
      box.style.width = `${this.width}px`;
      const least = getComputedStyle(this.svg).getPropertyValue("--abh-least");
      if (least) box.style.setProperty("--abh-least", least);
      this.svg.replaceWith(box);
      box.append(this.svg, over);
      return box;
    }

    // Where no worked cell stands below a figure, a line that appears and takes no room.
    ownCaption() {
      const caption = make("div", { class: "abh-sum" });
      this.box.parentElement.after(make("div", { class: "abh-below" }, caption));
      return caption;
    }

    get blocks() {
      this.found ??= [...this.svg.querySelectorAll("g[data-m]")].flatMap((group) => {
        const k = this.live.find(this.run, group.dataset.m);
        return k === undefined || !group.querySelector("rect")
          ? [] : [new Block(group, k, shiftOf(group, this.svg))];
      });
      return this.found;
    }

    // The cell at a place of the picture, if there is one.
    at(x, y) {
      for (const block of this.blocks) {
        const across = Math.floor((x - block.x) / block.side);
        const down = Math.floor((y - block.y) / block.side);
        if (across >= 0 && across < block.wide && down >= 0 && down < block.high) {
          return block.cell(down, across);
        }
      }
      return null;
    }

    // The cell under a pointer.
    under({ clientX, clientY }) {
      const { left, top, width, height } = this.svg.getBoundingClientRect();
      return this.at(
        this.left + ((clientX - left) / width) * this.width,
        this.top + ((clientY - top) / height) * this.height,
      );
    }

    // The nearest cell in a direction, across the whole sheet.
    next({ block, i, j }, right, down) {
      const from = block.place(i, j), ahead = [];
      for (const other of this.blocks) {
        for (let row = 0; row < other.high; row++) {
          for (let column = 0; column < other.wide; column++) {
            const x = other.x + column * other.side - from.x, y = other.y + row * other.side - from.y;
            const along = x * right + y * down, aside = Math.abs(x * down) + Math.abs(y * right);
            if (along > 1) ahead.push({ far: along + 3 * aside, cell: other.cell(row, column) });
          }
        }
      }
      return ahead.reduce((best, one) => (one.far < best.far ? one : best), { far: Infinity }).cell;
    }

    // Puts an element of HTML over a cell.
    cover(element, { block, i, j }) {
      const { x, y } = block.place(i, j), share = (part, whole) => `${(100 * part) / whole}%`;
      element.style.left = share(x - this.left, this.width);
      element.style.top = share(y - this.top, this.height);
      element.style.width = share(block.side, this.width);
      element.style.height = share(block.side, this.height);
    }

    squares(places) {
      return places.map(({ x, y, side }) => `M${x} ${y}h${side}v${side}h${-side}z`).join("");
    }

    // Lights the cells that go into a cell, and writes its sum below.
    show(cell) {
      const { block, i, j } = cell, { live } = this;
      const given = live.isGiven(block.k);
      const met = given ? [] : live.worked(block.k, i, j).met;
      const lit = [];
      for (const [k, row, column] of met) {
        for (const other of this.blocks) {
          const place = this.isOf(other, k) && other.place(...this.turnedPlace(other, k, row, column));
          if (place) lit.push({ ...place, side: other.side });
        }
      }
      this.lit.setAttribute("d", this.squares(lit));
      this.here.setAttribute("d", this.squares([{ ...block.place(i, j), side: block.side }]));
      this.box.classList.add("abh-pointing");
      const isBare = block.blank || (given && !this.printed.length);
      const line = isBare ? [] : [abh.mathml(live.line(block.k, i, j), live.signs)];
      this.caption.replaceChildren(...line);
    }

    // An unnamed transpose is drawn as what it is a transpose of.
    isOf(block, k) {
      return block.k === k || block.k === this.live.upright(k);
    }

    turnedPlace(block, k, row, column) {
      return block.k === k ? [row, column] : [column, row];
    }

    rest() {
      this.lit.setAttribute("d", "");
      this.here.setAttribute("d", "");
      this.box.classList.remove("abh-pointing");
      this.caption.replaceChildren(...this.printed);
    }
  }

  Object.assign(abh, { Figure, make });
})(globalThis.abh ??= {});
