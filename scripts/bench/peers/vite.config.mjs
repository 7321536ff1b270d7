import { defineConfig } from "vite";

process.env.NODE_ENV = "production";

/** Builds what the benchmark puts beside the button as the button is built. */
export default defineConfig({
  logLevel: "warn",
  build: {
    outDir: "node_modules/.cache/size",
    emptyOutDir: false,
    target: "es2022",
    minify: true,
    lib: { entry: { altcha: "altcha.js", flow: "flow.js", "stripe-js": "stripe-js.js" }, formats: ["es"] },
    rolldownOptions: {
      output: { minify: true, comments: { annotation: false }, chunkFileNames: "[name].js" },
    },
  },
});
