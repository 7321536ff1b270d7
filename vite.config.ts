import { readdirSync } from "node:fs";
import { parse } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { defineConfig } from "vitest/config";

const button = fileURLToPath(new URL("packages/cancel-button/", import.meta.url));
const languages = readdirSync(`${button}src/languages`).map((file) => parse(file).name);
/** Imports of a language stay imports: it is loaded when a page needs it. */
const language = /\/languages\/\w+\.ts$/;
/** Builds each language to its texts alone: their names would be a fifth of its bytes. */
const textsWithoutNames = {
  name: "texts-without-names",
  async load(id: string) {
    if (!language.test(id)) return undefined;
    const { texts } = await import(pathToFileURL(id).href);
    return { code: `export const texts = ${JSON.stringify(texts)};`, moduleType: "js" as const };
  },
};
const server = fileURLToPath(new URL("packages/server/", import.meta.url));
const peers = fileURLToPath(new URL("scripts/bench/peers/", import.meta.url));

/** What is built for browsers, by the mode that `vite build --mode …` names. */
const browserBuilds = {
  /** The npm modules: Lit stays an import, so that a page with other Lit elements loads it once. */
  "button-module": {
    root: button,
    outDir: "dist",
    entry: { index: "src/index.ts", define: "src/define.ts", worker: "src/worker.ts" },
    external: [/^lit/, language],
    minify: false,
  },
  /** One file a language, beside the modules and the script. */
  "button-languages": {
    root: button,
    outDir: "dist",
    entry: Object.fromEntries(languages.map((file) => [`languages/${file}`, `src/languages/${file}.ts`])),
    external: [],
    minify: true,
  },
  /** The script tag: one file with everything in it. */
  "button-script": {
    root: button,
    outDir: "dist",
    entry: { button: "src/button.ts" },
    external: [language],
    minify: true,
  },
  /** What the button's size is compared with. */
  "bare-element": {
    root: button,
    outDir: "node_modules/.cache/size",
    entry: { "bare-element": "test/size/bare-element.ts" },
    external: [],
    minify: true,
  },
  /** What the benchmark puts beside the button. */
  "bench-peers": {
    root: peers,
    outDir: "node_modules/.cache/size",
    entry: { altcha: "altcha.js", flow: "flow.js", "stripe-js": "stripe-js.js" },
    external: [],
    minify: true,
  },
  /** What runs on two of the server's pages, put into the page itself. */
  "return-script": {
    root: server,
    outDir: "dist/browser",
    entry: { return: "src/browser/return.ts" },
    external: [],
    minify: true,
  },
  "receipt-script": {
    root: server,
    outDir: "dist/browser",
    entry: { receipt: "src/browser/receipt.ts" },
    external: [],
    minify: true,
  },
};

const serverTest = "packages/server/test";

/** The tests of the server that go through its HTTP interface or its store: one suite for every way to run it. */
const everywhere = [
  `${serverTest}/*.test.ts`,
  `${serverTest}/flow/*.test.ts`,
  `${serverTest}/http/**/*.test.ts`,
  `${serverTest}/outbox/*.test.ts`,
];

/** How requests come in, and where the work is kept. */
const combinations = [
  ["in process", "SQLite"],
  ["in process", "PostgreSQL"],
  ["over node:http", "SQLite"],
  ["over node:http", "PostgreSQL"],
  ["under Express", "SQLite"],
  ["under Express", "PostgreSQL"],
] as const;

/** Limits end what hangs. They never measure: a machine that does other work as well takes seconds for what is done in none. */
const patience = { testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } };

export default defineConfig(({ mode }) => {
  const build = browserBuilds[mode as keyof typeof browserBuilds];
  return {
    ...(build && {
      root: build.root,
      plugins: mode === "button-languages" ? [textsWithoutNames] : [],
      build: {
        outDir: build.outDir,
        emptyOutDir: false,
        // What the oldest supported browsers read, except for static blocks and lookbehind.
        target: "es2022",
        minify: build.minify,
        lib: { entry: build.entry, formats: ["es" as const] },
        rolldownOptions: {
          external: build.external,
          // Each part of Lit records its version when it loads, which would keep lit-html in the button's bundle:
          // 2,649 bytes after brotli, nearly as much as the button itself.
          treeshake: {
            moduleSideEffects: (id: string) =>
              /\/node_modules\/lit-(element|html)\//.test(id) ? false : undefined,
          },
          // In a library build Vite alone leaves white space and comments in.
          output: {
            minify: build.minify,
            comments: { annotation: false },
            chunkFileNames: "[name].js",
            paths: (id: string) => (language.test(id) ? `./languages/${parse(id).name}.js` : id),
          },
        },
      },
    }),
    test: {
      projects: [
        {
          test: {
            name: "units",
            ...patience,
            include: ["packages/*/test/**/*.test.ts", "examples/*/test/**/*.test.ts", "docs/test/*.test.mjs"],
            // Component tests need a browser and run under their own runner.
            exclude: [
              "**/node_modules/**",
              "packages/cancel-button/test/**/*.browser.test.ts",
              ...everywhere,
            ],
          },
        },
        ...combinations.map(([transport, database]) => ({
          test: {
            name: `${transport}, ${database}`,
            ...patience,
            include: everywhere,
            provide: { transport, database },
            // The tests share nothing but modules, which take longer to load than most tests do.
            isolate: false,
            globalSetup: database === "PostgreSQL" ? [`${serverTest}/postgres.setup.ts`] : [],
          },
        })),
      ],
    },
  };
});
