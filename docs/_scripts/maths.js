// The TeX of names and written sums as a line of plain text and as MathML. `signs` says how the
// commands in it are read: {cdot: "·"}.
((abh) => {
  "use strict";
  const MATHML = "http://www.w3.org/1998/Math/MathML";
  const ACCENTS = { tilde: ["\u0303", "˜"], hat: ["\u0302", "ˆ"], bar: ["\u0304", "¯"] };
  const OPENING = "([⌊,·⋅=≈<>≤≥+−/";

  // An exponent on one line: with spaces in it, it needs parentheses.
  const raised = (_, up) => (up.includes(" ") ? `^(${up})` : `^${up}`);

  // As aibyhand/core/names.py reads it.
  function plain(tex, signs) {
    return tex
      .replace(/\\(tilde|hat|bar)\{?(\\?[A-Za-z]+)\}?/g, (_, accent, on) => on + ACCENTS[accent][0])
      .replace(/\\([A-Za-z]+)/g, (_, name) => signs[name] ?? name)
      .replace(/√\{((?:[^{}]|\{[^{}]*\})*)\}/g, "√($1)")
      .replace(/\^\{?ᵀ\}?/g, "ᵀ")
      .replace(/\^(?:2(?!\d)|\{2\})/g, "²")
      .replace(/± (?=\d)/g, "±")
      .replace(/\^\{((?:[^{}]|\{[^{}]*\})*)\}/g, raised)
      .replace(/[{}]/g, "")
      .replace(/-/g, abh.MINUS)
      .replace(/(_[\p{L}\d_]+)\^′/gu, "′$1")
      .replace(/\s+/g, " ")
      .trim()
      .normalize("NFC");
  }

  function element(name, ...inside) {
    const made = document.createElementNS(MATHML, name);
    made.append(...inside);
    return made;
  }

  function operator(sign, before) {
    const made = element("mo", sign === "-" ? abh.MINUS : sign);
    if ("()[]|⌊⌋".includes(sign)) made.setAttribute("stretchy", "false");
    const isPrefix = !before || (before.localName === "mo" && OPENING.includes(before.textContent));
    if ("/|".includes(sign) || ("-±".includes(sign) && isPrefix)) {
      made.setAttribute("lspace", "0");
      made.setAttribute("rspace", "0");
    }
    return made;
  }

  // Reads TeX from left to right into MathML.
  class Reader {
    constructor(tex, signs) {
      this.tokens = tex.match(/\\[A-Za-z]+|\d+(?:\.\d+)?|[^\s]/gu) ?? [];
      this.signs = signs;
    }

    // Everything up to the end, or up to a closing brace.
    row() {
      const found = [];
      while (this.tokens.length && this.tokens[0] !== "}") {
        const script = { _: "msub", "^": "msup", "'": "msup" }[this.tokens[0]];
        if (script) found.push(this.script(found.pop(), script));
        else found.push(...this.atom(found.at(-1)));
      }
      return found;
    }

    // What a command or a script takes: a group, or the next sign alone.
    argument() {
      if (this.tokens[0] !== "{") return this.atom();
      this.tokens.shift();
      const inside = this.row();
      this.tokens.shift();
      return inside;
    }

    script(base, kind) {
      const sign = this.tokens.shift();
      const up = sign === "'" ? [element("mo", "′")] : this.argument();
      const inside = up.length === 1 ? up[0] : element("mrow", ...up);
      if (base.localName === "msub" && kind === "msup") {
        return element("msubsup", ...base.childNodes, inside);
      }
      return element(kind, base, inside);
    }

    atom(before) {
      const token = this.tokens.shift();
      if (token === "{") {
        this.tokens.unshift(token);
        return this.argument();
      }
      if (/^\d/.test(token)) return [element("mn", token)];
      if (/^[A-Za-z]/.test(token)) return [element("mi", token)];
      return token[0] === "\\" && token.length > 1
        ? this.command(token.slice(1), before)
        : [operator(token, before)];
    }

    command(name, before) {
      if (name in ACCENTS) {
        const over = element("mover", element("mrow", ...this.argument()), operator(ACCENTS[name][1]));
        over.setAttribute("accent", "true");
        return [over];
      }
      if (name === "sqrt") return [element("msqrt", ...this.argument())];
      if (["mathrm", "text", "operatorname"].includes(name)) return [this.upright()];
      if (name === "top") return [element("mi", "⊤")];
      const sign = { cdot: "⋅", cdots: "⋯" }[name] ?? this.signs[name] ?? name;
      return [/^\p{L}/u.test(sign) ? element("mi", sign) : operator(sign, before)];
    }

    upright() {
      const letters = this.argument().map((one) => one.textContent).join("");
      const made = element("mi", letters);
      if (letters.length === 1) made.setAttribute("mathvariant", "normal");
      return made;
    }
  }

  // A formula on a line of its own.
  function mathml(tex, signs) {
    const made = element("math", element("mrow", ...new Reader(tex, signs).row()));
    made.setAttribute("display", "block");
    return made;
  }

  Object.assign(abh, { plain, mathml });
})(globalThis.abh ??= {});
