import { requireDeclarations } from "../declaration-store.ts";
import type { RouteContext } from "../route.ts";

/**
 * The operator's pages about declarations, for servers that take any: others never load them.
 *
 * @throws {RetentError} `not_found`
 */
export async function loadOperatorDeclarations({ app }: RouteContext) {
  requireDeclarations(app);
  return import("./operator-declarations.ts");
}
