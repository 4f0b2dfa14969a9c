// A comparison table as plain text, and back. The same form as on the server (`writing/grid.py`, whose tests hold this
// file to it): without a network a table must be written and opened here.
// A grid is { columns: [label], rows: [label] }, a filled one { names: [text], cells: [[text]], below: text }.
const INDENT = "  "; // before each further line of a cell

export function writeGrid(grid, { names, cells, below }) {
  const tidy = names.map((name) => name.trim().split(/\s+/u).join(" "));
  const headings = headingsOf(grid, tidy);
  const heads = grid.columns.flatMap((column, c) => tidy[c] ? [`${column}: ${tidy[c]}`] : []);
  const rows = grid.rows.map((row, r) => {
    const lines = headings.flatMap((heading, c) => cells[r][c].trim() ? [`- ${heading}: ${indented(cells[r][c])}`] : []);
    return lines.length ? [`${row}:`, ...lines].join("\n") : "";
  });
  return [heads.join("\n"), ...rows, plain(below).replace(/^\n+|\n+$/g, "")].filter(Boolean).join("\n\n");
}

/** The table at the start of the text, as far as it reaches; the rest is what stands below it. */
export function readGrid(grid, text) {
  const lines = plain(text).split("\n");
  let place = 0;
  const names = grid.columns.map(name);
  const headings = headingsOf(grid, names);
  const cells = grid.rows.map(row);
  skipBlank();
  return { names, cells, below: lines.slice(place).join("\n") };

  function name(column) {
    const found = after(`${column}: `).trim();
    if (found) place += 1;
    return found;
  }

  function row(label) {
    const before = place;
    skipBlank();
    const isHere = lines[place]?.trimEnd() === `${label}:`;
    if (isHere) place += 1;
    const found = headings.map((heading) => isHere ? cell(heading) : "");
    if (!found.some(Boolean)) place = before;
    return found;
  }

  function cell(heading) {
    const first = after(`- ${heading}: `);
    if (!first.trim()) return "";
    const found = [first];
    for (place += 1; lines[place]?.startsWith(INDENT); place += 1) found.push(lines[place].slice(INDENT.length));
    return found.join("\n");
  }

  function after(start) { return lines[place]?.startsWith(start) ? lines[place].slice(start.length) : ""; }

  function skipBlank() { while (place < lines.length && !lines[place].trim()) place += 1; }
}

// What each column is called in its cells: its name, or its label where it has none or shares it.
function headingsOf(grid, names) {
  return names.map((name, c) => {
    const isItsOwn = name && names.indexOf(name) === names.lastIndexOf(name) && !grid.columns.includes(name);
    return isItsOwn ? name : grid.columns[c];
  });
}

function indented(cell) { return plain(cell).trim().split("\n").join(`\n${INDENT}`); }

function plain(text) { return text.replace(/\r\n?/g, "\n"); }
