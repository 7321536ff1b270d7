import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, posix } from "node:path";
import { pathToFileURL } from "node:url";
import { fromRoot } from "@retent/test-support/tools";
import { parseFragment } from "parse5";
import { expect, test } from "vitest";
import { boundSettings } from "../../packages/cancel-button/src/bind-elements.ts";
import { anchorsOf, blocksIn, documents, inlineCode, links } from "./documents.mjs";

const { variableNames } = await import(
  pathToFileURL(fromRoot("packages/cli/src/environment/variables.ts")).href
);
const readJson = (path) => JSON.parse(readFileSync(fromRoot(path), "utf8"));

/** Variables of the project's own tests, which no user sets. */
const ofTests = ["RETENT_CHROMIUM"];

test.each(documents.map(({ path, text }) => [path, text]))("%s names variables that are known", (_, text) => {
  const named = new Set(text.match(/\bRETENT(?:BASE)?_[A-Z\d_]*[A-Z\d]\b/g));
  expect([...named].filter((name) => !variableNames.includes(name) && !ofTests.includes(name))).toEqual([]);
});

// Vitest writes names from arrays in full, and shortens the fields of objects.
const titled = (found) => [found.place, found.url ?? found.code, found];

const isRelative = ({ url }) => !URL.canParse(url);

test.each(links.filter(isRelative).map(titled))("%s: the link to %s leads somewhere", (_, url, { path }) => {
  const [file, anchor] = url.split("#");
  const target = file === "" ? path : posix.join(dirname(path), file);
  expect(existsSync(fromRoot(target))).toBe(true);
  if (anchor !== undefined) expect(anchorsOf(readFileSync(fromRoot(target), "utf8"))).toContain(anchor);
});

const isPath = ({ code }) => /^(packages|examples|scripts|docs)\/[\w./-]+$/.test(code);

test.each(inlineCode.filter(isPath).map(titled))("%s: there is %s", (_, path) => {
  expect(existsSync(fromRoot(path))).toBe(true);
});

/** Names with underscores that belong to others' products. */
const ofOthers = ["chose_to_cancel", "unfiltered_html", "logged_in_customer_id"];

const sources = globSync(["packages/*/src/**/*.ts", "examples/*/src/*.ts"], { cwd: fromRoot(".") })
  .map((path) => readFileSync(fromRoot(path), "utf8"))
  .join("\n");
// The figures' names are put together from a prefix and the rest.
const isName = ({ code }) => /^[a-z]+(_[a-z]+)+$/.test(code) && !ofOthers.includes(code);

test.each(inlineCode.filter(isName).map(titled))("%s: %s stands in the sources", (_, name) => {
  expect([name, name.replace(/^retent_/, "")].some((spelling) => sources.includes(spelling))).toBe(true);
});

test.each([...new Set(sources.match(/(?<=")(?:cancel-button|server)#[\w-]+(?=")/g))])(
  "the sandbox panel's link to %s leads to a heading",
  (place) => {
    const [name, anchor] = place.split("#");
    expect(anchorsOf(readFileSync(fromRoot(`packages/${name}/README.md`), "utf8"))).toContain(anchor);
  },
);

const element = readJson("packages/cancel-button/dist/custom-elements.json")
  .modules.flatMap(({ declarations }) => declarations)
  .find(({ tagName }) => tagName === "retent-cancel-button");
const namesOf = (list) => list.map(({ name }) => name);

/** What the button's tag may carry, and what our attributes on any other element are. */
const attributes = [...namesOf(element.attributes), "lang", "id", "class"];
const dataAttributes = ["retentCancel", "retentDeclare", "identityFrom", ...boundSettings].map(
  (name) => `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
);

const { paths } = readJson("packages/server/openapi.json");

test.each(blocksIn("html").map(titled))(
  "the HTML of %s has elements, attributes and routes that there are",
  (_, code) => {
    for (const { tagName, attrs } of elementsOf(parseFragment(code))) {
      if (tagName.startsWith("retent-")) {
        expect(tagName).toBe("retent-cancel-button");
        expect(attributes).toEqual(expect.arrayContaining(namesOf(attrs)));
      }
      const isOfTurbo = ({ name }) => name === "data-turbo";
      const data = namesOf(attrs.filter((attr) => !isOfTurbo(attr))).filter((name) =>
        name.startsWith("data-"),
      );
      expect(dataAttributes).toEqual(expect.arrayContaining(data));
      const {
        src,
        href,
        action,
        method = "get",
      } = Object.fromEntries(attrs.map(({ name, value }) => [name, value]));
      // Turbo would send the form by fetch, which can't follow it to the hosted page.
      if (tagName === "form" && action?.endsWith("/cancel-link"))
        expect(attrs.find(isOfTurbo)?.value).toBe("false");
      for (const url of [src, href]) expectRoute(url, "get");
      expectRoute(action, method);
    }
  },
);

function elementsOf(node) {
  return (node.childNodes ?? []).flatMap((child) => [
    ...(child.tagName ? [child] : []),
    ...elementsOf(child),
  ]);
}

/** Below `/api`, where the documents put the server, only what the server or the script's folder answers. */
function expectRoute(url, method) {
  const [, route, language] =
    /\/api(?:\/retent)?(\/(?!retent)(?:languages\/(.+)|[^?#]*))/.exec(url ?? "") ?? [];
  if (language) {
    expect(existsSync(fromRoot(`packages/cancel-button/dist/languages/${language}`)), url).toBe(true);
  } else if (route) {
    expect(Object.keys(paths[route] ?? {}), url).toContain(method);
  }
}

test.each(blocksIn("css").map(titled))(
  "the CSS of %s has parts, properties and states that there are",
  (_, code) => {
    const all = (pattern) => [...code.matchAll(pattern)].map(([, name]) => name);
    for (const [known, found] of [
      [element.cssParts, all(/::part\(([^)]*)\)/g)],
      [element.cssProperties, all(/(--retent-[\w-]+)/g)],
      [element.cssStates, all(/:state\(([^)]*)\)/g)],
    ])
      expect(namesOf(known)).toEqual(expect.arrayContaining(found));
  },
);
