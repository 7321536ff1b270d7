import type { Declaration } from "../../declarations/declaration.ts";
import { RetentError } from "../../errors.ts";
import { declarationListPage, declarationStates } from "../../pages/operator/declaration-list.ts";
import { declarationPage } from "../../pages/operator/declaration-page.ts";
import type { OperatorAction } from "../../pages/operator/operator-layout.ts";
import { requireDeclarations } from "../declaration-store.ts";
import { page } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** So many are on one page. */
const pageSize = 25;

/** Declarations in one state: of the open ones the oldest come first, since they are the most urgent. */
export async function showDeclarations(
  { app, url: { searchParams } }: RouteContext,
  action: OperatorAction | undefined,
): Promise<Response> {
  const store = requireDeclarations(app);
  const { environment } = app.config;
  const wanted = searchParams.get("status") ?? "";
  const status = Object.hasOwn(declarationStates, wanted) ? (wanted as Declaration["status"]) : "open";
  const place = readPlace(searchParams.get("after"));
  const range =
    status === "open" ? { after: place ?? { receivedAtMs: 0, id: "" } } : { ...(place && { before: place }) };
  const found = await store.listDeclarations({
    environment,
    status,
    ...range,
    limit: pageSize + 1,
  });
  const declarations = found.slice(0, pageSize);
  const last = found.length > pageSize ? declarations.at(-1) : undefined;
  const { open } = await store.countOpenDeclarations(environment);
  const next = last && `${last.receivedAtMs}.${last.id}`;
  const view = { status, declarations, open, next, action };
  return page(declarationListPage(app.config, view, app.services.now()));
}

export async function showDeclaration(
  { app }: RouteContext,
  id: string,
  action: OperatorAction | undefined,
): Promise<Response> {
  const declaration = await requireDeclarations(app).findDeclaration(id);
  if (!declaration) throw new RetentError("not_found", "There is no such declaration, or not any more.");
  const rows = await app.services.store.listByEvent(id);
  const isSearching = rows.some(({ kind, state }) => kind === "declare" && state === "queued");
  const search = app.services.findCustomer ? (isSearching ? "waiting" : "done") : "none";
  return page(declarationPage(app.config, { declaration, rows, search, action }));
}

/** After which declaration the page begins: its moment and its id. */
function readPlace(value: string | null): { receivedAtMs: number; id: string } | undefined {
  const [, receivedAtMs, id] = /^(\d{1,15})\.(.{1,1000})$/su.exec(value ?? "") ?? [];
  return receivedAtMs && id ? { receivedAtMs: Number(receivedAtMs), id } : undefined;
}
