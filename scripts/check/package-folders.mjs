import { readdirSync } from "node:fs";
import { fromRoot } from "../tools.mjs";

/** The folders of the packages that are published. */
export const packageFolders = readdirSync(fromRoot("packages")).map((name) => `packages/${name}`);
