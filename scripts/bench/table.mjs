// What every part of the benchmark answers, and the one table that it ends in.
import { median } from "./load.mjs";

/**
 * One line of the table: our figure beside the one that it is compared with.
 *
 * @param {object} line
 * @param {string} line.what what is measured
 * @param {number | number[]} line.ours one figure, or one for each round: then the medians count, and the spread is printed
 * @param {number | number[]} [line.other] likewise; left out where there is nothing beside it
 * @param {string} [line.unit] of both figures
 * @param {number} [line.digits] after the point. Default 0
 * @param {number} [line.atLeast] goal of the ratio `ours / other`
 * @param {number} [line.atMost] the same, the other way round
 * @param {number} [line.max] goal of `ours` itself
 * @param {string} [line.why] printed where the goal is missed: where the time goes
 * @param {string} [line.note] printed always
 */
export function figure(line) {
  const { atLeast, atMost, max } = line;
  const [ours, other] = [line.ours, line.other].map((each) => (Array.isArray(each) ? median(each) : each));
  const ratio = other === undefined ? undefined : ours / other;
  const isMet =
    (max === undefined || ours <= max) &&
    (atLeast === undefined || ratio >= atLeast) &&
    (atMost === undefined || ratio <= atMost);
  const hasGoal = [max, atLeast, atMost].some((goal) => goal !== undefined);
  const spread = Array.isArray(line.ours) ? describeSpread(line) : undefined;
  return { ...line, ours, other, ratio, spread, isMet: hasGoal ? isMet : undefined };
}

/** From the least to the most of all rounds; ratios are those of figures that were measured one after the other. */
function describeSpread({ ours, other, digits = 0 }) {
  const range = (numbers, places) =>
    [Math.min(...numbers), Math.max(...numbers)].map((number) => number.toFixed(places)).join("–");
  const ratios = other?.map((number, round) => ours[round] / number);
  const beside = ratios && `, beside it ${range(other, digits)}, ratios ${range(ratios, 2)}`;
  return `rounds: ours ${range(ours, digits)}${beside ?? ""}`;
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
    for (const note of [row.line.spread, row.line.note]) if (note) console.log(`${indent}· ${note}`);
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
