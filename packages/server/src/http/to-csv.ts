/**
 * Rows as comma-separated values (RFC 4180). Spreadsheets run a value that begins like a formula, and customers choose
 * some of them: such a value gets an apostrophe in front.
 */
export function toCsv(rows: readonly (readonly (string | null | undefined)[])[]): string {
  return rows.map((row) => `${row.map((value) => toField(value ?? "")).join(",")}\r\n`).join("");
}

function toField(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
