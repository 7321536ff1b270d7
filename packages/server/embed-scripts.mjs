// Writes the button, its languages and the pages' scripts into modules, so that the server needs no files at run time.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import integrity from "@retent/cancel-button/integrity.json" with { type: "json" };

const button = new URL("./", import.meta.resolve("@retent/cancel-button/integrity.json"));
const generated = new URL("src/generated/", import.meta.url);

const scripts = Object.keys(integrity).map((path) => {
  const text = readFileSync(new URL(path, button), "utf8");
  const etag = `"${createHash("sha256").update(text).digest("base64url")}"`;
  return [`/${path}`, { text, etag }];
});

function pageScript(name) {
  const text = readFileSync(new URL(`dist/page-scripts/${name}.js`, import.meta.url), "utf8").trim();
  if (/<\/script/i.test(text))
    throw new Error(`the ${name} page's script can't stand in a page: it holds </script`);
  return text;
}

mkdirSync(generated, { recursive: true });
// Apart from the rest, since it is only needed by the first page that asks for a script.
writeFileSync(
  new URL("embedded-button.ts", generated),
  `/** By their path below the base path. */
export const scripts: Readonly<Record<string, { text: string; etag: string }>> = ${JSON.stringify(Object.fromEntries(scripts), null, 2)};
`,
);
writeFileSync(
  new URL("embedded-scripts.ts", generated),
  `export const scriptPaths: readonly string[] = ${JSON.stringify(scripts.map(([path]) => path))};
export const returnScript: string = ${JSON.stringify(pageScript("return"))};
export const receiptScript: string = ${JSON.stringify(pageScript("receipt"))};
export const declarationReceiptScript: string = ${JSON.stringify(pageScript("declaration"))};
export const keepScript: string = ${JSON.stringify(pageScript("keep"))};
`,
);
// Apart from them, since only operators load it.
writeFileSync(
  new URL("embedded-setup-script.ts", generated),
  `export const setupScript: string = ${JSON.stringify(pageScript("setup"))};
`,
);
