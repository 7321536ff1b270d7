/**
 * Where a spreadsheet may see the beginning of a formula: some trim blanks and invisible characters, take full-width
 * signs for the usual ones, or split values at semicolons or tabs, also between quotation marks.
 */
const formulaStart = /(?<=^|[;,\t\r\n])(?=[\s"\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])|^(?=[\t\r\n])/gu;

/**
 * Rows as comma-separated values (RFC 4180). Spreadsheets run what begins like a formula, and customers choose some of
 * the values: an apostrophe goes in front of that.
 */
export function toCsv(rows: readonly (readonly (string | null | undefined)[])[]): string {
  return rows.map((row) => `${row.map((value) => toField(value ?? "")).join(",")}\r\n`).join("");
}

function toField(value: string): string {
  const safe = value.replace(formulaStart, "'");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
