import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fromRoot, runTool } from "./tools.mjs";

/** Builds every package and example, in the order of who needs whom. */
export async function buildAll() {
  await Promise.all(
    ["button-module", "button-languages", "button-script", "return-script"].map(buildForBrowsers),
  );
  embedBrowserScripts();
  await runTool("tsc", ["--build", ...projects.map(fromRoot)]);
  await runTool("pnpm", ["--silent", "run", "manifest"], {
    cwd: fromRoot("packages/cancel-button"),
    stdio: ["ignore", "ignore", "inherit"],
  });
}

const projects = [
  "packages/retentbase",
  "packages/cancel-button",
  "packages/emulator",
  "packages/server",
  "packages/cli",
  "examples/button-gallery",
  "examples/express-account",
  "examples/shop",
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

/** The server serves the button, its languages and its return page's script from memory, so that it needs no files at run time. */
function embedBrowserScripts() {
  const returnPage = readFileSync(fromRoot("packages/server/dist/browser/return.js"), "utf8");
  if (/<\/script/i.test(returnPage))
    throw new Error("the return page's script can't stand in a page: it holds </script");
  mkdirSync(fromRoot("packages/server/src/generated"), { recursive: true });
  writeFileSync(
    fromRoot("packages/server/src/generated/browser-scripts.ts"),
    `/** By their path below the base path. */
export const scripts: Readonly<Record<string, { text: string; etag: string }>> = ${JSON.stringify(buttonScripts(), null, 2)};
export const returnScript: string = ${JSON.stringify(returnPage.trim())};
`,
  );
}

function buttonScripts() {
  const dist = "packages/cancel-button/dist";
  const languages = readdirSync(fromRoot(`${dist}/languages`)).filter((file) => file.endsWith(".js"));
  const files = ["button.js", ...languages.map((file) => `languages/${file}`)];
  return Object.fromEntries(
    files.map((file) => {
      const text = readFileSync(fromRoot(`${dist}/${file}`), "utf8");
      return [`/${file}`, { text, etag: `"${createHash("sha256").update(text).digest("base64url")}"` }];
    }),
  );
}
