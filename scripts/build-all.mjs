import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fromRoot, runTool } from "./tools.mjs";

/** Builds every package and example, in the order of who needs whom. */
export async function buildAll() {
  await Promise.all(["button-module", "button-script", "return-script"].map(buildForBrowsers));
  embedBrowserScripts();
  await runTool("tsc", ["--build", ...projects.map(fromRoot)]);
}

const projects = [
  "packages/retentbase",
  "packages/cancel-button",
  "packages/emulator",
  "packages/server",
  "packages/cli",
  "examples/express-account",
  "examples/hono-fetch",
];

/** Builds one of the browser builds that `vite.config.ts` names. */
export async function buildForBrowsers(mode) {
  await runTool("vite", [
    "build",
    "--config",
    fromRoot("vite.config.ts"),
    "--mode",
    mode,
    "--logLevel",
    "warn",
  ]);
}

/** The server serves the button and its return page's script from memory, so that it needs no files at run time. */
function embedBrowserScripts() {
  const button = readFileSync(fromRoot("packages/cancel-button/dist/button.js"), "utf8");
  const returnPage = readFileSync(fromRoot("packages/server/dist/browser/return.js"), "utf8");
  if (/<\/script/i.test(returnPage))
    throw new Error("the return page's script can't stand in a page: it holds </script");
  const etag = `"${createHash("sha256").update(button).digest("base64url")}"`;
  mkdirSync(fromRoot("packages/server/src/generated"), { recursive: true });
  writeFileSync(
    fromRoot("packages/server/src/generated/browser-scripts.ts"),
    `export const buttonScript: string = ${JSON.stringify(button)};
export const buttonScriptEtag: string = ${JSON.stringify(etag)};
export const returnScript: string = ${JSON.stringify(returnPage.trim())};
`,
  );
}
