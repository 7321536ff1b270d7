import type { App } from "../app.ts";
import type { DeclarationStore } from "../declarations/declaration-store.ts";
import { RetentError } from "../errors.ts";

/**
 * The store, if declarations are configured.
 *
 * @throws {RetentError} `not_found`
 */
export function requireDeclarations({ config, services: { store } }: App): DeclarationStore {
  if (!config.declarations) throw new RetentError("not_found", "There is nothing at this address.");
  // The options were refused if the store had no such methods.
  return store as DeclarationStore;
}
