// Changing a given number in place: a field over its cell. Every key computes the page anew.
((abh) => {
  "use strict";

  // A field over a cell, with the keys that leave it: Enter and Tab go on, Escape gives up.
  class Entry {
    constructor(pointing, cell, text) {
      const { figure } = pointing;
      Object.assign(this, { pointing, cell, live: figure.live });
      this.field = abh.make("input", {
        type: "text", inputmode: "text", autocomplete: "off", enterkeyhint: "next", class: "abh-field",
        "aria-label": abh.spoken(figure.live, cell).replace(/: .*/, ""),
      });
      this.field.value = text;
      figure.cover(this.field, cell);
      figure.box.append(this.field);
      this.field.addEventListener("keydown", (event) => this.key(event));
      this.field.addEventListener("blur", () => this.close());
      this.field.focus();
    }

    close() {
      if (this.closed) return;
      this.closed = true;
      this.field.remove();
      this.done();
      this.pointing.move(this.cell);
    }

    // Closes it, and goes to the next cell of the same matrix or back to this one.
    leave(down = 0, across = 0) {
      const { block, i, j } = this.cell, { rows, columns } = this.live.all[block.k];
      const next = { block, i: i + down, j: j + across };
      const isThere = (down || across) && next.i >= 0 && next.i < rows && next.j >= 0
        && next.j < columns && block.place(next.i, next.j);
      this.close();
      if (isThere) this.pointing.edit(next);
      else this.pointing.cell.focus();
      return Boolean(isThere);
    }

    key(event) {
      const back = event.shiftKey ? -1 : 1;
      if (event.key === "Enter") this.leave(back, 0);
      else if (event.key === "Tab") {
        if (!this.leave(0, back)) return; // the key moves on from the cell
      } else if (event.key === "Escape") {
        this.giveUp();
        this.leave();
      } else if (!this.step(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
    }

    // What other keys do; says whether that was anything.
    step() {
      return false;
    }
  }

  class Field extends Entry {
    constructor(pointing, cell, text) {
      const { live } = pointing.figure, { block, i, j } = cell;
      super(pointing, cell, text ?? String(live.given[block.k][i][j]).replace("-", abh.MINUS));
      this.numbers = abh.numbers;
      this.before = live.given;
      this.numbers.keep();
      this.field.addEventListener("input", () => this.take());
      if (text === undefined) this.field.select();
      else this.take();
    }

    take() {
      const value = abh.typed(this.field.value), { block, i, j } = this.cell;
      let problem = Number.isNaN(value) ? "That is no number" : "";
      if (!problem && value !== this.live.given[block.k][i][j]) {
        try {
          this.numbers.change(block.k, i, j, value);
        } catch (error) {
          problem = `${error.message}, so the number before stays`;
        }
      }
      this.field.setAttribute("aria-invalid", String(Boolean(problem)));
      abh.bar.say(problem);
    }

    done() {
      this.numbers.settle();
    }

    giveUp() {
      this.numbers.put(this.before);
    }

    step(key) {
      if (key !== "ArrowUp" && key !== "ArrowDown") return false;
      const value = abh.typed(this.field.value) + (key === "ArrowUp" ? 1 : -1);
      if (Number.isNaN(value)) return false;
      this.field.value = String(Number(value.toFixed(9))).replace("-", abh.MINUS);
      this.take();
      return true;
    }
  }

  // What stands at the foot of the window once the numbers are others.
  class Bar {
    constructor(numbers) {
      const button = (word, act) => {
        const made = abh.make("button", { type: "button" }, word);
        made.addEventListener("click", act);
        return made;
      };
      this.note = abh.make("p");
      this.status = abh.make("p", { role: "status" });
      this.undo = button("Undo", () => numbers.undo());
      this.box = abh.make("div", { class: "abh-bar", role: "region", "aria-label": "Your numbers" });
      this.box.append(this.note, this.status, this.undo, button("Reset", () => numbers.reset()));
      this.box.hidden = true;
      numbers.changed = () => this.update(numbers);
      document.querySelector("article").append(this.box);
      this.update(numbers);
    }

    update(numbers) {
      const { differs } = numbers;
      const [size, length] = numbers.size.split(".");
      const whose = [
        length && `another size (${size.replaceAll("-", " ")}: ${length})`,
        numbers.seed && `fresh numbers (seed ${numbers.seed})`,
        numbers.differences().length && "your numbers",
      ].filter(Boolean).join(", ");
      this.note.textContent = differs ? `This page shows ${whose}. Its text, its copies and what `
        + "is pale are still about the source's. The address carries them." : "";
      document.documentElement.classList.toggle("abh-changed", differs);
      this.undo.disabled = !numbers.undone.length;
      this.show();
    }

    say(text) {
      this.status.textContent = text;
      this.show();
    }

    show() {
      this.box.hidden = !this.note.textContent && !this.status.textContent;
    }
  }

  Object.assign(abh, { Entry, Field, Bar });
})(globalThis.abh ??= {});
