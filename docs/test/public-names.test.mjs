import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolders } from "@retent/test-support/package-folders";
import { fromRoot } from "@retent/test-support/tools";
import { expect, test } from "vitest";

/** Where a change is meant, `npm run check -- --write` puts it into the list; it belongs into the changes too. */
test("the packages export the listed names, values and types, and no others", async () => {
  const names = packageFolders.flatMap(namesOf);
  await expect(`${names.join("\n")}\n`).toMatchFileSnapshot("public-names.txt");
});

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
