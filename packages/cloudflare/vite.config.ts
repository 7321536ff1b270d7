import { defineConfig } from "vite";

/**
 * `vite build --mode index` is the library, whose dependencies stay outside. `--mode worker` is the Worker
 * that is configured by variables alone: one file with everything in it.
 */
export default defineConfig(({ mode }) => ({
  logLevel: "warn",
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
