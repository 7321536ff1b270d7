import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { hasOneLineEach, updateEnvText } from "../../src/setup/env-text.ts";

test.each([
  "plain",
  "with space",
  "it's",
  'a "quoted" word',
  "`all` of 'the' \"marks",
  "hash # and $dollar",
  "Müller\\nStreet 1",
  "whsec_a/b+c==",
])("%j is read back as it was", (value) => {
  let text: string;
  try {
    text = updateEnvText("", { A: value, B: "after" });
  } catch (error) {
    // Node.js knows no escape for a mark that the value is quoted with.
    expect(value).toMatch(/'.*"|".*'/);
    expect(error).toMatchObject({ code: "env_file" });
    return;
  }
  expect({ ...parseEnv(text) }).toEqual({ A: value, B: "after" });
});

test("other lines stay, the last of several is replaced with the others, and new ones come last", () => {
  const before = "# a\nexport A=1\n\nB=2 # b\nA=3\n";
  expect(updateEnvText(before, { A: "4", B: undefined, C: "5" })).toBe("# a\nA=4\n\nC=5\n");
  expect(updateEnvText(before, {})).toBe(before);
});

test("values over several lines are recognized", () => {
  expect(hasOneLineEach("A=1\n# x\nexport B='2'\n")).toBe(true);
  expect(hasOneLineEach('A="1\n2"\n')).toBe(false);
});

test("a value stands without quotes wherever it can: Docker and Kubernetes would take them for a part of it", () => {
  const values = { A: "Lumen Notes", B: "9fQz!7$", C: "Joe's shop", D: "postgres://u:p@h/d?max=5" };
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  expect(updateEnvText("", values)).toBe(lines.join(""));
  expect(updateEnvText("", { A: "a # b" })).toBe("A='a # b'\n");
});
