import { startDeclared, theDeclaration } from "./declaration-form.ts";
import { healthToken, operator } from "./operator-page.ts";

/** A server that takes declarations, with the operator's pages switched on. */
export const open = (options: Parameters<typeof startDeclared>[0] = {}) =>
  startDeclared({ healthToken, ...options });

/** Presses a button of the operator's page about the only declaration. */
export async function press(
  server: Awaited<ReturnType<typeof open>>,
  fields: Record<string, string>,
  headers = {},
) {
  const { id } = await theDeclaration(server);
  return server.browser.postForm("/admin", { declaration: id, ...fields }, { ...operator, ...headers });
}
