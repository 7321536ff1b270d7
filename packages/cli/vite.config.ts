import { defineConfig } from "vite";

/**
 * The command in a few files: reading and compiling some 600 modules would take most of its start. What only some
 * installations use stays a dependency, or is a file of its own that is loaded when it is needed.
 */
export default defineConfig({
  logLevel: "warn",
  build: {
    ssr: "src/main.ts",
    target: "node22",
    // The licenses of the libraries in the bundle ask that their texts go with it.
    license: { fileName: "licenses.md" },
    rolldownOptions: { output: { chunkFileNames: "[name].js" } },
  },
  ssr: { noExternal: true, external: ["pg", "stripe"] },
});
