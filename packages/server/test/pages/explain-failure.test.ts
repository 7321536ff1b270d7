import { readFileSync } from "node:fs";
import { fromRoot } from "@retent/test-support/tools";
import { expect, test } from "vitest";
import { explainFailure } from "../../src/pages/operator/explain-failure.ts";

/** As plain words, for the guide writes names of settings as code and adds those of variables. */
const guide = readFileSync(fromRoot("docs/operators.md"), "utf8")
  .replaceAll(/ ?\(`RETENT\w+(=\w+)?`\)/g, "")
  .replaceAll("`", "");

test.each([
  ["404", 404],
  ["409", 409],
  ["3xx", 302],
  ["another 4xx", 400],
])("the operator's guide says of a response with %s what the page says", (response, lastStatus) => {
  const { cause, remedy } = explainFailure({ kind: "update", lastStatus, state: "dead" });
  const words = `${cause} ${remedy.replace(/ Then retry\.$/, "")}`.replaceAll("’", "'");
  const row = guide.split("\n").find((line) => line.trimStart().startsWith(`| ${response} `));
  expect(row).toContain(words);
});
