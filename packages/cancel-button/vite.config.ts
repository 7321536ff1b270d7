import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, parse } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { defineConfig, type Plugin } from "vite";
import packageJson from "./package.json" with { type: "json" };

// Another value would bring in the libraries' development builds, and with them other bytes.
process.env.NODE_ENV = "production";

const languages = readdirSync(fileURLToPath(new URL("src/languages", import.meta.url))).map(
  (file) => parse(file).name,
);
/** A language's texts. */
const language = /\/languages\/[\w-]+\.ts$/;
/** Imports of these stay imports: they are loaded when a page needs them. */
const loadedLater = /\/(languages\/[\w-]+|debug-panel|declaration-links|hints|identity-tools|popup)\.ts$/;

/** Builds each language to its texts alone: their names would be a fifth of its bytes. */
const textsWithoutNames: Plugin = {
  name: "texts-without-names",
  async load(id) {
    if (!language.test(id)) return undefined;
    const { texts } = await import(pathToFileURL(id).href);
    return { code: `export const texts = ${JSON.stringify(texts)};`, moduleType: "js" };
  },
};

/** Leaves out the white space of style sheets, which a minifier of scripts keeps. */
const compactStyles: Plugin = {
  name: "compact-styles",
  transform(code, id) {
    if (!id.endsWith("/src/styles.ts")) return undefined;
    return code.replace(/unsafeCSS\(`([^`]*)`\)/g, (_, css: string) => {
      const compact = css
        .replace(/\s*([{};,+])\s*/g, "$1")
        .replace(/: /g, ":")

        .replace(/;}/g, "}");
      return `unsafeCSS(\`${compact.trim()}\`)`;
    });
  },
};

/**
 * Writes the imports of the languages as one with a name, which is a hundred bytes less. Bundlers that read the npm
 * modules need each of them.
 */
const compactLoaders: Plugin = {
  name: "compact-loaders",
  transform(code, id) {
    if (!id.endsWith("/src/language.ts")) return undefined;
    const path = "`./languages/$" + "{name}.js`";
    const load = `(name) => languages.split(" ").includes(name) && import(/* @vite-ignore */ ${path})`;
    return code
      .replace(
        /const loaders = \{[^}]*\}/,
        `const languages = ${JSON.stringify(languages.join(" "))}, load = ${load}`,
      )
      .replace(/loaders\[(.*?)\]\?\.\(\)/, "load($1)");
  },
};

/** Names that the parts of the button call each other by, and that no page, event, message or other file sees. */
const ownNames =
  "appendTo describe followMessages getFallbackHref getIdentity handBack isTrusted isWaiting labelLang locate startWork toUrl".split(
    " ",
  );

/** Shortens these names, which a minifier of scripts keeps, since they are of properties. */
const compactNames: Plugin = {
  name: "compact-names",
  transform(code, id) {
    if (!id.includes("/cancel-button/src/")) return undefined;
    return code.replace(/[\w$]+/g, (word) => {
      const index = ownNames.indexOf(word);
      return index < 0 ? word : `_${index.toString(36)}`;
    });
  },
};

/** Publishes the subresource integrity of what a script tag may load, by its path in `dist` (https://www.w3.org/TR/SRI/). */
const integrity: Plugin = {
  name: "integrity",
  writeBundle({ dir = "" }) {
    const files = readdirSync(join(dir, "languages")).filter((file) => file.endsWith(".js"));
    const hashes = [
      "button.js",
      "debug-panel.js",
      "declaration-links.js",
      "hints.js",
      "identity-tools.js",
      "popup.js",
      ...files.map((file) => `languages/${file}`),
    ].map((path) => {
      const hash = createHash("sha384")
        .update(readFileSync(join(dir, path)))
        .digest("base64");
      return [path, `sha384-${hash}`];
    });
    writeFileSync(join(dir, "integrity.json"), `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`);
  },
};

interface Build {
  outDir: string;
  entry: Record<string, string>;
  external: (string | RegExp)[];
  minify: boolean;
  plugins: Plugin[];
  /** The first line of the file. */
  banner?: string;
}

/** What is built, by the mode that `vite build --mode …` names. */
const builds = {
  /** The npm modules: Lit stays an import, so that a page with other Lit elements loads it once. */
  modules: {
    outDir: "dist",
    entry: { index: "src/index.ts", define: "src/define.ts", worker: "src/worker.ts" },
    external: [/^lit/, loadedLater],
    minify: false,
    plugins: [],
  },
  /** The component for React, whose import of the button is for its runtime to resolve. */
  react: {
    outDir: "dist",
    entry: { "frameworks/react": "src/frameworks/react.ts" },
    external: [/^react/, "@retent/cancel-button"],
    minify: false,
    banner: '"use client";',
    plugins: [],
  },
  /** One file a language, and what few pages need, beside the modules and the script. */
  languages: {
    outDir: "dist",
    entry: {
      "debug-panel": "src/debug-panel.ts",
      "declaration-links": "src/declaration-links.ts",
      hints: "src/hints.ts",
      "identity-tools": "src/identity-tools.ts",
      popup: "src/popup.ts",
      ...Object.fromEntries(languages.map((file) => [`languages/${file}`, `src/languages/${file}.ts`])),
    },
    external: [],
    minify: true,
    plugins: [textsWithoutNames],
  },
  /** The script tag: one file with everything in it. Built after the languages. */
  script: {
    outDir: "dist",
    entry: { button: "src/button.ts" },
    external: [loadedLater],
    minify: true,
    plugins: [compactStyles, compactLoaders, compactNames, integrity],
  },
  /** What the button's size is compared with. */
  "bare-element": {
    outDir: "node_modules/.cache/size",
    entry: { "bare-element": "test/size/bare-element.ts" },
    external: [],
    minify: true,
    plugins: [],
  },
};

export default defineConfig(({ mode }) => {
  const build: Build = builds[mode as keyof typeof builds] ?? builds.modules;
  const { outDir, entry, external, minify, plugins, banner = "" } = build;
  return {
    logLevel: "warn",
    plugins,
    define: { scriptVersion: JSON.stringify(packageJson.version) },
    build: {
      outDir,
      emptyOutDir: false,
      // What the oldest supported browsers read, except for static blocks and lookbehind.
      target: "es2022",
      minify,
      lib: { entry, formats: ["es"] },
      rolldownOptions: {
        external,
        // Each part of Lit records its version when it loads, which would keep lit-html in the button's bundle:
        // 2,649 bytes after brotli, nearly as much as the button itself.
        treeshake: {
          moduleSideEffects: (id: string) =>
            /\/node_modules\/lit-(element|html)\//.test(id) ? false : undefined,
        },
        // In a library build Vite alone leaves white space and comments in.
        output: {
          minify,
          banner,
          comments: { annotation: false },
          chunkFileNames: "[name].js",
          paths: (id: string) => {
            const [, path] = loadedLater.exec(id) ?? [];
            return path ? `./${path}.js` : id;
          },
        },
      },
    },
  };
});
