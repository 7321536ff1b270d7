import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "@retent/test-support/tools";
import { packageFolders } from "./package-folders.mjs";

const listFile = fromRoot("scripts/check/public-names.txt");

/**
 * Holds the names that the packages export, values and types, against the list: none goes away or comes in unnoticed.
 *
 * @param writes whether to write the list anew instead
 */
export async function checkPublicNames({ writes }) {
  const names = packageFolders.flatMap(namesOf);
  if (writes) writeFileSync(listFile, `${names.join("\n")}\n`);
  const listed = readFileSync(listFile, "utf8").trim().split("\n");
  const gone = listed.filter((name) => !names.includes(name));
  const fresh = names.filter((name) => !listed.includes(name));
  for (const name of gone) console.error(`${name} is gone: who uses it breaks`);
  for (const name of fresh) console.error(`${name} is new`);
  if (gone.length + fresh.length > 0) {
    console.error(`Where that is meant, run "npm run check -- --write" and say it in the changes.`);
    return false;
  }
  console.log(`${names.length} names, as listed`);
  return true;
}

/** `package/entry name`, for every name that an entry point's types declare. */
function namesOf(folder) {
  const manifest = JSON.parse(readFileSync(fromRoot(`${folder}/package.json`), "utf8"));
  return Object.entries(manifest.exports).flatMap(([entry, target]) => {
    // What our own packages share is not promised.
    if (entry === "./internal") return [];
    // Files for tools, and one file a language, are promised by their path.
    if (typeof target === "string" || entry.includes("*")) return [`${join(manifest.name, entry)}`];
    const types = readFileSync(fromRoot(join(folder, target.types)), "utf8");
    return declaredNames(types).map((name) => `${join(manifest.name, entry)} ${name}`);
  });
}

function declaredNames(types) {
  const lists = [...types.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, list]) =>
    list
      .split(",")
      .map((part) =>
        part
          .trim()
          .replace(/^type /, "")
          .replace(/^.* as /, ""),
      )
      .filter(Boolean),
  );
  const declarations = [
    ...types.matchAll(
      /^export (?:declare )?(?:abstract )?(?:class|const|function|interface|type|enum) (\w+)/gm,
    ),
  ].map(([, name]) => name);
  return [...new Set([...lists, ...declarations])].sort();
}
