import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fromRoot, runTool } from "@retent/test-support/tools";

/** Builds every package and example, in the order of who needs whom. */
export async function buildAll() {
  await Promise.all(
    ["button-module", "button-languages", "button-script", "return-script", "receipt-script"].map(
      buildForBrowsers,
    ),
  );
  writeIntegrity();
  embedBrowserScripts();
  await runTool("tsc", ["--build", ...projects.map(fromRoot)]);
  await runTool("pnpm", ["--silent", "run", "manifest"], {
    cwd: fromRoot("packages/cancel-button"),
    stdio: ["ignore", "ignore", "inherit"],
  });
  await runTool("vite", ["build", "--logLevel", "warn"], { cwd: fromRoot("examples/react-account") });
}

const projects = [
  "packages/retentbase",
  "packages/cancel-button",
  "packages/emulator",
  "packages/stripe-emulator",
  "packages/server",
  "packages/cli",
  "examples/button-gallery",
  "examples/express-account",
  "examples/shop",
  "examples/custom-ui",
  "examples/hono-fetch",
  "examples/react-account",
  "examples/script-tag",
  "examples/stripe-account",
];

/** Builds one of the browser builds that `vite.config.ts` names, into its own folder or another one. */
export async function buildForBrowsers(mode, { outDir } = {}) {
  const flags = ["--config", fromRoot("vite.config.ts"), "--mode", mode, "--logLevel", "warn"];
  await runTool("vite", ["build", ...flags, ...(outDir ? ["--outDir", outDir] : [])], {
    // Another value would bring in the libraries' development builds, and with them other bytes.
    env: { ...process.env, NODE_ENV: "production" },
  });
}

/** Publishes the subresource integrity of the button and of each language (https://www.w3.org/TR/SRI/), by their path in `dist`. */
function writeIntegrity() {
  const hashes = Object.fromEntries(
    buttonFiles().map(({ path, text }) => [
      path,
      `sha384-${createHash("sha384").update(text).digest("base64")}`,
    ]),
  );
  writeFileSync(
    fromRoot("packages/cancel-button/dist/integrity.json"),
    `${JSON.stringify(hashes, null, 2)}\n`,
  );
}

/** The server serves the button, its languages and its pages' scripts from memory, so that it needs no files at run time. */
function embedBrowserScripts() {
  mkdirSync(fromRoot("packages/server/src/generated"), { recursive: true });
  writeFileSync(
    fromRoot("packages/server/src/generated/browser-scripts.ts"),
    `/** By their path below the base path. */
export const scripts: Readonly<Record<string, { text: string; etag: string }>> = ${JSON.stringify(buttonScripts(), null, 2)};
export const returnScript: string = ${JSON.stringify(pageScript("return"))};
export const receiptScript: string = ${JSON.stringify(pageScript("receipt"))};
`,
  );
}

function pageScript(name) {
  const text = readFileSync(fromRoot(`packages/server/dist/browser/${name}.js`), "utf8").trim();
  if (/<\/script/i.test(text))
    throw new Error(`the ${name} page's script can't stand in a page: it holds </script`);
  return text;
}

function buttonScripts() {
  return Object.fromEntries(
    buttonFiles().map(({ path, text }) => {
      const etag = `"${createHash("sha256").update(text).digest("base64url")}"`;
      return [`/${path}`, { text, etag }];
    }),
  );
}

/** What a script tag may load, by its path in `dist`. */
function buttonFiles() {
  const dist = "packages/cancel-button/dist";
  const languages = readdirSync(fromRoot(`${dist}/languages`)).filter((file) => file.endsWith(".js"));
  return ["button.js", ...languages.map((file) => `languages/${file}`)].map((path) => ({
    path,
    text: readFileSync(fromRoot(`${dist}/${path}`), "utf8"),
  }));
}
