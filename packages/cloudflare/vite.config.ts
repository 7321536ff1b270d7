import { pathToFileURL } from "node:url";
import { defineConfig, type Plugin } from "vite";

/** A language's texts but English, whose names the others share. */
const translation = /\/dist\/pages\/languages\/(?!en\.js)[\w-]+\.js$/;

/** Leaves out the names of each language's texts, which are the same in all. */
const textsWithoutNames: Plugin = {
  name: "texts-without-names",
  async load(id) {
    if (!translation.test(id)) return undefined;
    const { texts: english } = await import(new URL("en.js", pathToFileURL(id)).href);
    const { texts } = await import(pathToFileURL(id).href);
    const values = Object.keys(english).map((name) => texts[name]);
    return `import { texts as english } from "./en.js";
const values = ${JSON.stringify(values)};
export const texts = Object.fromEntries(Object.keys(english).map((name, index) => [name, values[index]]));`;
  },
};

/** What is loaded only for declarations, which need mail; this Worker has none, and refuses their variable. */
const ofDeclarations =
  /(routes\/((unknown-)?declaration(-confirm)?|operator-declarations|operator-decisions)|http\/declaration-form|declarations\/(process-declaration|remind|declaration-mail))\.js$/;

const withoutDeclarations: Plugin = {
  name: "without-declarations",
  load: (id) => (ofDeclarations.test(id) ? "export {};" : undefined),
};

/** What zod describes schemas by as JSON Schema: its own modules name it, and nothing here asks for it. */
const jsonSchema = /\/zod\/v4\/core\/(to-json-schema|json-schema-(processors|generator))\.js$/;

const withoutJsonSchema: Plugin = {
  name: "without-json-schema",
  async load(id) {
    if (!jsonSchema.test(id)) return undefined;
    const names = Object.keys(await import(pathToFileURL(id).href));
    return names.map((name) => `export const ${name} = undefined;`).join("\n");
  },
};

/** What Stripe offers beside billing, and its tests' helpers: its client makes one of each, and nothing here calls it. */
const otherResources = /\/stripe\/esm\/resources\/(Issuing|Terminal|TestHelpers|Treasury)\/.+\.js$/;

const withoutOtherResources: Plugin = {
  name: "without-other-resources",
  async load(id) {
    if (!otherResources.test(id)) return undefined;
    const names = Object.keys(await import(pathToFileURL(id).href));
    return names.map((name) => `export class ${name} {}`).join("\n");
  },
};

/**
 * `vite build --mode index` is the library, whose dependencies stay outside. `--mode worker` is the Worker
 * that is configured by variables alone: one file with everything in it.
 */
export default defineConfig(({ mode }) => ({
  logLevel: "warn",
  plugins:
    mode === "worker"
      ? [textsWithoutNames, withoutDeclarations, withoutJsonSchema, withoutOtherResources]
      : [],
  resolve: { conditions: ["workerd", "worker", "module", "default"] },
  build: {
    emptyOutDir: false,
    target: "es2022",
    minify: mode === "worker",
    lib: { entry: { [mode]: `src/${mode}.ts` }, formats: ["es"] },
    // The licenses of the libraries in the Worker ask that their texts go with it.
    license: mode === "worker" && { fileName: "licenses.md" },
    rolldownOptions: {
      external: mode === "worker" ? [/^node:/] : [/^@retent\//],
      output: {
        codeSplitting: mode !== "worker",
        // In a library build Vite alone leaves white space and comments in.
        ...(mode === "worker" && { minify: true, comments: { annotation: false } }),
      },
    },
  },
}));
