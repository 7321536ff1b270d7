import { defineConfig } from "vite";

process.env.NODE_ENV = "production";

/** What runs on the page that `vite build --mode …` names, such as `return`: one file, which is put into the page itself. */
export default defineConfig(({ mode }) => ({
  logLevel: "warn",
  build: {
    outDir: "dist/page-scripts",
    emptyOutDir: false,
    // What the oldest supported browsers read, except for static blocks and lookbehind.
    target: "es2022",
    minify: true,
    lib: { entry: { [mode]: `src/page-scripts/${mode}.ts` }, formats: ["es"] },
    // In a library build Vite alone leaves white space and comments in.
    rolldownOptions: { output: { minify: true, comments: { annotation: false } } },
  },
}));
