import { customElementVsCodePlugin } from "custom-element-vs-code-integration";

/** Replaces source paths by published ones, and omits private members. */
const published = {
  name: "published",
  packageLinkPhase({ customElementsManifest }) {
    for (const module of customElementsManifest.modules) {
      module.path = module.path
        .replace("src/cancel-button.ts", "dist/index.js")
        .replace(/^src(.*)\.ts$/, "dist$1.js");
      for (const { declaration } of module.exports) {
        if (declaration?.module) declaration.module = "dist/index.js";
      }
      for (const declaration of module.declarations) {
        // The constructors of events add entries without names.
        declaration.events = declaration.events?.filter(({ name }) => name?.startsWith("retent-"));
        declaration.members = declaration.members?.filter(({ privacy }) => privacy !== "private");
      }
    }
  },
};

/** Describes the element for editors and documentation, from the class's comments. */
export default {
  globs: ["src/cancel-button.ts"],
  outdir: "dist",
  litelement: true,
  packagejson: false,
  plugins: [
    published,
    customElementVsCodePlugin({
      outdir: "dist",
      htmlFileName: "vscode.html-custom-data.json",
      cssFileName: null,
      hideLogs: true,
    }),
  ],
};
