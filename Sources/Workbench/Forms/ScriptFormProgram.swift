/// The program of the page of a form: it checks what is set, and puts the command together.
enum ScriptFormProgram {
  /// The program, in JavaScript.
  static let text = #"""

    "use strict";
    const form = document.getElementById("form"), command = document.getElementById("command");
    const copy = document.getElementById("copy"), said = document.getElementById("said");
    const quoted = text => /^[A-Za-z0-9_.,/:@%=+-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'";
    const value = field => field.type === "checkbox" ? String(field.checked) : field.value.trim();
    const same = (a, b) => a.split(",").map(part => part.trim()).join() === b.split(",").map(part => part.trim()).join();

    function fits(text, limits) {
      const number = Number(text), within = (name, holds) => limits[name] === undefined || holds(Number(limits[name]));
      return text.trim() !== "" && Number.isFinite(number) && (limits.kind !== "integer" || Number.isInteger(number))
        && within("from", end => number >= end) && within("to", end => number <= end)
        && within("above", end => number > end) && within("below", end => number < end);
    }

    function fault(field) {
      const text = value(field), limits = field.dataset;
      if (text === "" && (limits.needed || field.tagName === "SELECT")) return "has to be given";
      if (text === limits.usual || !["number", "numbers", "integer"].includes(limits.kind)) return "";
      const parts = limits.kind === "numbers" ? text.split(",").filter(part => part.trim() !== "") : [text];
      const wrong = parts.find(part => !fits(part, limits));
      return wrong === undefined ? "" : "should be " + limits.expected + ", found \"" + wrong.trim() + "\"";
    }

    function part(field) {
      const text = value(field), set = field.dataset;
      if (same(text, set.usual) && !set.needed) return "";
      if (field.type === "checkbox" && !set.name) return " " + set.option;
      return " " + set.option + " " + quoted(set.name ? set.name + "=" + text : text);
    }

    function show() {
      let words = form.dataset.command, isWhole = true;
      for (const field of form.querySelectorAll("[data-option]")) {
        const wrong = fault(field), place = document.getElementById(field.id + "-fault");
        if (place) place.textContent = wrong;
        field.setAttribute("aria-invalid", String(wrong !== ""));
        if (wrong === "") words += part(field); else isWhole = false;
      }
      command.textContent = words;
      copy.disabled = !isWhole;
      said.textContent = isWhole ? "" : "What is marked has to be mended before the command is whole.";
    }

    function take(event) {
      const adds = event.target.dataset.adds;
      if (adds && event.target.value !== "") {
        const field = document.getElementById(adds), names = field.value.split(",").map(name => name.trim()).filter(name => name !== "");
        if (!names.includes(event.target.value)) names.push(event.target.value);
        field.value = names.join(", ");
        event.target.value = "";
      }
      show();
    }

    form.addEventListener("input", take);
    form.addEventListener("submit", event => event.preventDefault());
    copy.addEventListener("click", () => {
      getSelection().selectAllChildren(command);
      said.textContent = document.execCommand("copy") ? "Copied." : "Not copied: it is selected, so that you can copy it.";
    });
    show();

    """#
}
