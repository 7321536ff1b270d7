// What every part of the benchmark answers, and the one table that it ends in.

/**
 * One line of the table: our figure beside the one that it is compared with.
 *
 * @param {object} line
 * @param {string} line.what what is measured
 * @param {number} line.ours
 * @param {number} [line.other] left out where there is nothing beside it
 * @param {string} [line.unit] of both figures
 * @param {number} [line.digits] after the point. Default 0
 * @param {number} [line.atLeast] goal of the ratio `ours / other`
 * @param {number} [line.atMost] the same, the other way round
 * @param {number} [line.max] goal of `ours` itself
 * @param {string} [line.why] printed where the goal is missed: where the time goes
 * @param {string} [line.note] printed always
 */
export function figure(line) {
  const { ours, other, atLeast, atMost, max } = line;
  const ratio = other === undefined ? undefined : ours / other;
  const isMet =
    (max === undefined || ours <= max) &&
    (atLeast === undefined || ratio >= atLeast) &&
    (atMost === undefined || ratio <= atMost);
  const hasGoal = [max, atLeast, atMost].some((goal) => goal !== undefined);
  return { ...line, ratio, isMet: hasGoal ? isMet : undefined };
}

/** @param {Record<string, ReturnType<typeof figure>[]>} parts by name */
export function printTable(parts) {
  const rows = Object.entries(parts).flatMap(([part, figures]) =>
    figures.map((line, index) => ({ line, cells: toCells(index === 0 ? part : "", line) })),
  );
  const head = ["part", "what", "ours", "beside it", "ratio", "goal", "met"];
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map(({ cells }) => cells[column].length)),
  );
  const print = (cells) =>
    console.log(cells.map((cell, column) => pad(cell, widths[column], column)).join("  "));
  print(head);
  print(widths.map((width) => "─".repeat(width)));
  const indent = " ".repeat(widths[0] + 2);
  const whyOf = (row) => (row?.line.isMet === false ? row.line.why : undefined);
  for (const [index, row] of rows.entries()) {
    print(row.cells);
    if (row.line.note) console.log(`${indent}· ${row.line.note}`);
    // Said once of several lines that miss for the same reason.
    const why = whyOf(row);
    if (why && why !== whyOf(rows[index + 1])) console.log(`${indent}· ${why}`);
  }
}

function toCells(part, { what, ours, other, unit, digits = 0, ratio, atLeast, atMost, max, isMet }) {
  const show = (number) =>
    number === undefined ? "–" : `${number.toFixed(digits)}${unit ? ` ${unit}` : ""}`;
  const goals = [
    atLeast !== undefined && `≥ ${atLeast} ×`,
    atMost !== undefined && `≤ ${atMost} ×`,
    max !== undefined && `≤ ${max}${unit ? ` ${unit}` : ""}`,
  ].filter(Boolean);
  return [
    part,
    what,
    show(ours),
    show(other),
    ratio === undefined || !Number.isFinite(ratio) ? "–" : `${ratio.toFixed(2)} ×`,
    goals.join(", ") || "–",
    isMet === undefined ? "" : isMet ? "yes" : "no",
  ];
}

/** Figures to the right, words to the left. */
function pad(cell, width, column) {
  return column >= 2 && column <= 4 ? cell.padStart(width) : cell.padEnd(width);
}
