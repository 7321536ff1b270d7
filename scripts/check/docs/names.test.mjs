import { existsSync, readFileSync } from "node:fs";
import { dirname, posix } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { fromRoot } from "../../tools.mjs";
import { blocksIn, documents } from "./documents.mjs";

const { variableNames } = await import(
  pathToFileURL(fromRoot("packages/cli/dist/environment/variables.js")).href
);
const readJson = (path) => JSON.parse(readFileSync(fromRoot(path), "utf8"));

/** Variables of the project's own tests, which no user sets. */
const ofTests = ["RETENT_CHROMIUM"];

test.each(documents.map(({ path, text }) => [path, text]))("%s names variables that are known", (_, text) => {
  const named = new Set(text.match(/\bRETENT(?:BASE)?_[A-Z_]*[A-Z]\b(?!_)/g));
  expect([...named].filter((name) => !variableNames.includes(name) && !ofTests.includes(name))).toEqual([]);
});

test.each(documents.map(({ path, text }) => [path, text]))("the links of %s lead somewhere", (path, text) => {
  const targets = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, target]) => target);
  const broken = targets.filter((target) => {
    const [file, anchor] = target.split("#");
    const found = file === "" ? path : posix.join(dirname(path), file);
    if (!existsSync(fromRoot(found))) return true;
    return anchor !== undefined && !anchorsOf(readFileSync(fromRoot(found), "utf8")).includes(anchor);
  });
  expect(broken).toEqual([]);
});

/** As GitHub makes them. */
function anchorsOf(text) {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, "")
      .replaceAll(/\s/g, "-"),
  );
}

const element = readJson("packages/cancel-button/dist/custom-elements.json")
  .modules.flatMap(({ declarations }) => declarations)
  .find(({ tagName }) => tagName === "retent-cancel-button");
const attributes = [...element.attributes.map(({ name }) => name), "lang", "id", "class"];
const routes = [...Object.keys(readJson("packages/server/openapi.json").paths), "/languages"];

test.each(blocksIn("html").map(({ place, code }) => [place, code]))(
  "the HTML of %s has elements, attributes and routes that there are",
  (_, code) => {
    for (const [, tag, rest] of code.matchAll(/<(retent-[\w-]+)((?:\s+[\w-]+(?:="[^"]*")?)*)/g)) {
      expect(tag).toBe("retent-cancel-button");
      const named = [...rest.matchAll(/\s([\w-]+)(?:="[^"]*")?/g)].map(([, name]) => name);
      expect(attributes).toEqual(expect.arrayContaining(named));
    }
    for (const [, path] of code.matchAll(/(?:src|action|href)="[^"]*?\/api(?:\/retent)?(\/[\w.-]+)[^"]*"/g)) {
      expect(routes).toContain(path);
    }
  },
);
