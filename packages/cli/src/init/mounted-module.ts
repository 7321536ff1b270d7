import { findLocalSite } from "./local-site.ts";
import type { Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import { applyDecisionSource, findCustomerSource, getModuleStyle, serverSource } from "./server-source.ts";

interface MountedParts {
  /** Import lines beside the core and the SQLite store. */
  imports: string[];
  /** What the framework passes to `identify`, with its type. */
  parameter: { name: string; type: string };
  /** The export `retentRoutes`. */
  routes: string;
  /** An example of `findCustomer`'s body, if it is not given whole. */
  example: string;
  /** `findCustomer`, for a site that has a sign-in already. */
  customer?: string | undefined;
}

/** The module of a framework whose routes are mounted by a line of the site's own code. */
export function mountedModule(
  project: Project,
  answers: Answers,
  { imports, parameter: { name, type }, routes, example, customer }: MountedParts,
): string {
  const { typed } = getModuleStyle(project);
  const lines = [
    `import { ${typed("type BillingAnswer, type CancellationResult, ")}createRetent${typed(", type Customer")}, OptionsError } from "@retent/server";`,
    'import { createSqliteStore } from "@retent/server/sqlite";',
    ...imports.filter((line) => line !== ""),
  ];
  const source = (line: string) => line.split('"')[1] ?? "";
  const signature = `async function findCustomer(_${name}${typed(`: ${type}`)})${typed(": Promise<Customer | null>")}`;
  return `${lines.sort((a, b) => (source(a) < source(b) ? -1 : 1)).join("\n")}

${serverSource(project, { binding: "export const retent =", parameter: `${name}${typed(`: ${type}`)}`, localSite: findLocalSite(answers) })}

${routes}

${customer ?? findCustomerSource(signature, example)}

${applyDecisionSource(project)}
`;
}
