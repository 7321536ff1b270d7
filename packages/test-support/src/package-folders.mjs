import { readdirSync, readFileSync } from "node:fs";
import { fromRoot } from "./tools.mjs";

/** The folders of the packages that are published. */
export const packageFolders = readdirSync(fromRoot("packages"))
  .map((name) => `packages/${name}`)
  .filter((folder) => !JSON.parse(readFileSync(fromRoot(`${folder}/package.json`), "utf8")).private);
