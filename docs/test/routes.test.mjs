import { readFileSync } from "node:fs";
import { createEmulator } from "@retent/emulator";
import { fromRoot } from "@retent/test-support/tools";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inlineCode } from "./documents.mjs";

/** A path whose parameters have no names: every document has its own. */
const unnamed = (path) => path.replaceAll(/:\w+|\{\w+\}/g, "{}");

function pathsOf(name) {
  const { paths } = JSON.parse(readFileSync(fromRoot(`packages/${name}/openapi.json`), "utf8"));
  return Object.fromEntries(Object.entries(paths).map(([path, operations]) => [unnamed(path), operations]));
}

const server = pathsOf("server");
const retentBase = pathsOf("retentbase");

/** Where documents put the server; its own README leaves that out. */
const base = /^(?:https:\/\/(?:SERVER|retent\.shop\.example))?\/api(?:\/retent)?(?=\/)|^\{base\}/;
const ownReadme = "packages/server/README.md:";

/** What stands in backticks and is a request to our server, or one of its addresses. */
const routes = inlineCode.flatMap(({ place, code }) => {
  const [, method, address] = /^(?:(GET|POST|PATCH|DELETE) )?(\S*\/[\w./{}:-]+)(?:\?\S*)?$/.exec(code) ?? [];
  // The endpoint alone is no route.
  const isOurs =
    address !== undefined &&
    !address.endsWith("/api/retent") &&
    (base.test(address) ||
      (address.startsWith("/") && (method !== undefined || place.startsWith(ownReadme))));
  return isOurs ? [[place, code, method?.toLowerCase(), address]] : [];
});

let emulator;
beforeAll(async () => {
  emulator = await createEmulator({ port: 0 });
});
afterAll(() => emulator.close());

test.each(routes)("%s: %s is answered", async (_, _code, method, address) => {
  if (address.startsWith("/_emulator/")) {
    expect((await fetch(emulator.url + address, { method })).ok).toBe(true);
    return;
  }
  const operations = address.startsWith("/api/v1/")
    ? retentBase[unnamed(address)]
    : server[address.replace(base, "")];
  expect(operations, address).toBeDefined();
  if (method !== undefined) expect(Object.keys(operations)).toContain(method);
});
