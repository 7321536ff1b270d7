import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromRoot } from "@retent/test-support/tools";
import { Application, Converter, ReflectionKind } from "typedoc";

const folder = fromRoot("docs/api");

/** Every entry point with names of its own, and its declarations; frameworks' types and single languages are for tools. */
const entryPoints = {
  "@retent/cancel-button": "packages/cancel-button/dist/index.d.ts",
  "@retent/emulator": "packages/emulator/dist/index.d.ts",
  "@retent/retentbase": "packages/retentbase/dist/index.d.ts",
  "@retent/server": "packages/server/dist/index.d.ts",
  "@retent/server/billing": "packages/server/dist/billing-entry.d.ts",
  "@retent/server/chargebee": "packages/server/dist/chargebee/create-chargebee-billing.d.ts",
  "@retent/server/express": "packages/server/dist/adapters/express.d.ts",
  "@retent/server/mail": "packages/server/dist/mail/smtp-mailer.d.ts",
  "@retent/server/node": "packages/server/dist/adapters/node.d.ts",
  "@retent/server/notifications": "packages/server/dist/notifications/create-notifier.d.ts",
  "@retent/server/paddle": "packages/server/dist/paddle/create-paddle-billing.d.ts",
  "@retent/server/postgres": "packages/server/dist/stores/postgres/postgres-store.d.ts",
  "@retent/server/sqlite": "packages/server/dist/stores/sqlite/sqlite-store.d.ts",
  "@retent/server/store": "packages/server/dist/store-entry.d.ts",
  "@retent/server/stripe": "packages/server/dist/stripe/index.d.ts",
  "@retent/server/webhook-billing": "packages/server/dist/webhook-billing/create-webhook-billing.d.ts",
};

/**
 * Holds the API reference in `docs/api` against the comments of the sources that it is made from.
 *
 * @param writes whether to regenerate it instead
 */
export async function checkApiReference({ writes }) {
  const fresh = mkdtempSync(join(tmpdir(), "retent-api-"));
  try {
    await writeReference(fresh);
    if (writes) {
      rmSync(folder, { recursive: true, force: true });
      cpSync(fresh, folder, { recursive: true });
    }
    const [wanted, found] = [readPages(fresh), readPages(folder)];
    const paths = new Set([...Object.keys(wanted), ...Object.keys(found)]);
    const stale = [...paths].filter((path) => wanted[path] !== found[path]);
    for (const path of stale) console.error(`docs/api/${path} is not up to date`);
    if (stale.length > 0) console.error('Run "npm run check -- --write".');
    else console.log(`${paths.size} pages, as the comments say`);
    return stale.length === 0;
  } finally {
    rmSync(fresh, { recursive: true });
  }
}

async function writeReference(out) {
  const app = await Application.bootstrapWithPlugins({
    plugin: ["typedoc-plugin-markdown"],
    entryPoints: Object.values(entryPoints).map(fromRoot),
    tsconfig: fromRoot("docs/typedoc/tsconfig.json"),
    outputs: [{ name: "markdown", path: out }],
    name: "API reference",
    readme: "none",
    excludeExternals: true,
    excludePrivate: true,
    skipErrorChecking: true,
    outputFileStrategy: "modules",
    hideBreadcrumbs: true,
    hidePageHeader: true,
    disableSources: true,
    entryFileName: "README",
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
    classPropertiesFormat: "table",
    typeAliasPropertiesFormat: "table",
    typeDeclarationFormat: "table",
    propertyMembersFormat: "table",
    indexFormat: "table",
    logLevel: "Error",
  });
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, rename);
  app.converter.on(Converter.EVENT_CREATE_PARAMETER, rename);
  // After it is known what overrides what, and before the members are grouped.
  app.converter.on(Converter.EVENT_RESOLVE_END, leaveOutLit, -50);
  const project = await app.convert();
  if (!project) throw new Error("TypeDoc could not read the packages' types.");
  await app.generateOutputs(project);
  for (const [path, text] of Object.entries(readPages(out))) writeFileSync(join(out, path), shorten(text));
}

/**
 * Leaves out what the signature above has said already: types of parameters and results, and the class that a member
 * comes from; and headings over what shows what it is: tables of properties, types in braces, `new …`.
 */
function shorten(markdown) {
  return markdown
    .replace(/\n#+ (Overrides|Inherited from|Extends|Implementation of)\n\n[^\n]+\n/g, "")
    .replace(/\n#+ Properties\n(?=\n\| Property )/g, "")
    .replace(/\n#+ Type Literal\n(?=\n\\\{)/g, "")
    .replace(/\n#+ Constructors\n(?=\n#+ Constructor\n)/g, "")
    .replace(/\n#+ Constructor\n(?=\n> )/g, "")
    .replace(/\n\*\*\*\n/g, "")
    .replace(/\n#+ Parameters\n\n\| Parameter \| Type \|\n[| -]+\n(\|.*\|\n)+/g, "")
    .replace(/\n#+ Returns\n\n[^\n]+\n(?=\n(#|\*\*\*|\||$)|$)/g, "");
}

/** What the button does for Lit is not for others to call, and would come with Lit's own comments. */
function leaveOutLit({ project }) {
  const members = project.getReflectionsByKind(ReflectionKind.ClassMember);
  for (const member of members.filter(isForLit)) project.removeReflection(member);
}

function isForLit(member) {
  return [member, ...(member.signatures ?? [])].some(({ overwrites }) =>
    overwrites?.toString().startsWith("ReactiveElement."),
  );
}

/** TypeDoc names a module after its file, and a parameter that is taken apart after nothing at all. */
function rename(_, reflection) {
  if (reflection.kindOf(ReflectionKind.Module)) {
    const found = Object.entries(entryPoints).find(([, path]) => reflection.name === moduleName(path));
    reflection.name = found[0];
  }
  if (reflection.name === "__namedParameters") reflection.name = "options";
}

function moduleName(path) {
  return path.replace(/^packages\//, "").replace(/(\/index)?\.d\.ts$/, "");
}

function readPages(root) {
  return Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [path.slice(root.length + 1), readFileSync(path, "utf8")]),
  );
}
