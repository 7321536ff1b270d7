import { describe, expect, test } from "vitest";
import { toCsv } from "../../src/http/to-csv.ts";

/** What is in the cell of a value. */
const cell = (value: string) => toCsv([[value]]).slice(0, -2);

describe("comma-separated values", () => {
  test("hold what they were given", () => {
    expect(
      toCsv([
        ["a", null, undefined, ""],
        ['b "c"', "d, e", "f\ng"],
      ]),
    ).toBe('a,,,\r\n"b ""c""","d, e","f\ng"\r\n');
    for (const plain of ["2026-03-31", "anna@shop.example", "a=b", "Team – 50% off; monthly", "; a"])
      expect(cell(plain)).toBe(plain);
  });

  test.each(["=", "+", "-", "@", "＝", "＋", "－", "＠"])("do not begin like a formula: %s", (sign) => {
    expect(cell(`${sign}1+1`)).toBe(`'${sign}1+1`);
  });

  test.each([" =1+1", "\u00a0=1+1", "\u200b=1+1", "\ufeff=1+1", "\0=1+1"])(
    "do not begin like a formula in a spreadsheet that trims them: %j",
    (value) => {
      expect(cell(value)).toBe(`'${value}`);
    },
  );

  test.each([";", ",", "\t", "\r", "\n", "\r\n"])(
    "have no part that begins like a formula in a spreadsheet that splits them at %j",
    (separator) => {
      const split = (text: string) => text.split(/[;,\t\r\n]/);
      for (const value of [`a${separator}=1+1`, `a${separator} "=1+1`, `${separator}=1+1`])
        for (const part of split(cell(value))) expect(part).not.toMatch(/^[\s"]*=/);
    },
  );

  test("do not begin with a tab or a line break", () => {
    for (const value of ["\ta", "\ra", "\na"]) expect(cell(value)).toContain(`'${value}`);
  });
});
