import { defineConfig } from "vite";

/**
 * The command in a few files: reading and compiling some 600 modules would take most of its start. What only some
 * installations use stays a dependency, or is a file of its own that is loaded when it is needed.
 */
export default defineConfig({
  logLevel: "warn",
  build: {
    ssr: true,
    target: "node22",
    // The licenses of the libraries in the bundle ask that their texts go with it.
    license: { fileName: "licenses.md" },
    rolldownOptions: {
      // What every command needs is one file: finding and opening seventy would take longer than compiling them.
      // `main.ts` comes before it, as it switches the cache of compiled code on.
      input: ["src/main.ts", "src/command-line.ts"],
      output: {
        chunkFileNames: "[name].js",
        entryFileNames: "[name].js",
        codeSplitting: {
          groups: [{ name: "core", tags: ["$initial"], test: (id) => !id.endsWith("/src/main.ts") }],
        },
      },
    },
  },
  ssr: { noExternal: true, external: ["pg", "stripe"] },
});
