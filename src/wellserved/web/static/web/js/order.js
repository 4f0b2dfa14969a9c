// Lines to put in order: buttons move a line up or down, and the places that the form sends follow.
for (const form of document.querySelectorAll("[data-order]")) startOrder(form);

function startOrder(form) {
  const list = form.querySelector("ol");
  const said = form.querySelector("[data-said]");
  const lines = () => [...list.querySelectorAll("[data-line]")];
  const given = (line) => Number(line.querySelector("select").value) || lines().length + 1;

  list.append(...lines().sort((a, b) => given(a) - given(b)));
  for (const line of lines()) {
    line.querySelector(".field").hidden = true;
    line.append(buttons(line));
  }
  number();

  function buttons(line) {
    const group = document.createElement("div");
    group.className = "moves";
    group.append(button("↑", "Move up", line, -1), button("↓", "Move down", line, 1));
    return group;
  }

  function button(sign, words, line, by) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button quiet";
    made.textContent = sign;
    made.setAttribute("aria-label", words);
    made.setAttribute("aria-describedby", line.querySelector("p").id);
    made.addEventListener("click", () => move(line, by, made));
    return made;
  }

  function move(line, by, pressed) {
    const all = lines();
    const to = all.indexOf(line) + by;
    if (to < 0 || to >= all.length) {
      said.textContent = by < 0 ? "Already the first" : "Already the last";
      return;
    }
    if (by < 0) all[to].before(line); else all[to].after(line);
    number();
    pressed.focus();
    said.textContent = `Now in place ${to + 1} of ${all.length}`;
  }

  function number() {
    lines().forEach((line, place) => { line.querySelector("select").value = String(place + 1); });
  }
}
