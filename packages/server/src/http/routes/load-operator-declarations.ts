import { requireDeclarations } from "../declaration-store.ts";
import type { RouteContext } from "../route.ts";

// The operator's pages about declarations are for servers that take any: others never load them.

/** @throws {RetentError} `not_found` */
export async function loadOperatorDeclarations({ app }: RouteContext) {
  requireDeclarations(app);
  return import("./operator-declarations.ts");
}

/**
 * What the operator decides on a declaration.
 *
 * @throws {RetentError} `not_found`
 */
export async function loadOperatorDecisions({ app }: RouteContext) {
  requireDeclarations(app);
  return import("./operator-decisions.ts");
}
