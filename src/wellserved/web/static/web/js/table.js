// The table: what stands in the cells is written, as text, into the answer's own field, which the editor keeps on the
// device and saves as on the task page. Where the editor puts other words there, the cells follow.
import { readGrid, writeGrid } from "./grid.js";

const form = document.querySelector("[data-table]");
if (form) startTable(form);

function startTable(form) {
  const text = form.elements.namedItem("text");
  const names = [...form.querySelectorAll("[data-column]")];
  const rows = [...form.querySelectorAll("[data-row]")];
  const boxes = rows.map((row) => [...row.querySelectorAll("textarea")]);
  const below = form.elements.namedItem("below");
  const grid = { columns: names.map((box) => box.dataset.column), rows: rows.map((row) => row.dataset.row) };
  const all = [...names, ...boxes.flat(), below];

  text.addEventListener("put", fill);
  for (const box of all) box.addEventListener("input", write);
  if (all.some((box) => box.value !== box.defaultValue)) write(); // typed before this script was there

  function write() {
    text.value = writeGrid(grid, {
      names: names.map((box) => box.value),
      cells: boxes.map((row) => row.map((box) => box.value)),
      below: below.value,
    });
    text.dispatchEvent(new Event("input"));
  }

  function fill() {
    const filled = readGrid(grid, text.value);
    names.forEach((box, c) => { box.value = filled.names[c]; });
    boxes.forEach((row, r) => row.forEach((box, c) => { box.value = filled.cells[r][c]; }));
    below.value = filled.below;
  }
}
