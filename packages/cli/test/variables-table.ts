import { secretNames, variableNames, variables } from "../src/environment/variables.ts";
import { findDefault } from "../src/help.ts";

/** The README's section about variables, between its two comments. */
export function formatVariablesTable(): string {
  const rows = variableNames.map((name) => {
    const { meaning, isList } = variables[name];
    return [`\`${name}\``, isList ? `${meaning} Comma-separated.` : meaning, findDefault(name)];
  });
  const cells = [["variable", "meaning", "default"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const toLine = (row: string[], fill = " ") =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(" | ")} |`;
  const [head = [], ...body] = cells;
  const lines = [toLine(head), toLine(["", "", ""], "-"), ...body.map((row) => toLine(row))];
  const secrets = secretNames.map((name) => `\`${name}\``).join(", ");
  return `${lines.join("\n")}\n\nThese are secrets, and never printed: ${secrets}; nor is the password in \`RETENT_DATABASE_URL\`.\n`;
}
