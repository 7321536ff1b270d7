import { type Declaration, isUnconfirmed } from "../../declarations/declaration.ts";
import { confirmationPath, isConfirmationKey } from "../../declarations/declaration-links.ts";
import { updateDeclaration } from "../../declarations/update-declaration.ts";
import { RetentError } from "../../errors.ts";
import { confirmationPage, confirmedPage, rejectedPage } from "../../pages/declaration/confirm-page.ts";
import { declarationFile } from "../../pages/declaration/receipt-page.ts";
import { requireDeclarations } from "../declaration-store.ts";
import { loadDeclarationWords } from "../declaration-words.ts";
import { checkOrigin } from "../origin.ts";
import { download, page } from "../responses.ts";
import type { RouteContext } from "../route.ts";
import { readTimeZone } from "../show-receipt.ts";

/**
 * `GET {base}/declaration/confirm`: the page that the link in the mail leads to, or the receipt as a file. Nothing
 * happens by opening it: mail software opens links, too.
 */
export async function getConfirmation(context: RouteContext): Promise<Response> {
  const { searchParams } = context.url;
  const shown = { id: searchParams.get("id") ?? "", key: searchParams.get("key") ?? "" };
  const declaration = await findDeclaration(context, shown);
  if (searchParams.has("file")) return saveReceipt(context, declaration);
  return show(context, declaration, isUnconfirmed(declaration) ? shown.key : undefined);
}

/** `POST {base}/declaration/confirm`: the reader of the mail says that the declaration is theirs. */
export async function postConfirmation(context: RouteContext): Promise<Response> {
  const { app, lanes, request } = context;
  checkOrigin(app, request, { mayBeTwin: true });
  const { fields } = await context.readBody(["form"], ["id", "key"]);
  const { id } = await findDeclaration(context, fields);
  const declaration = await updateDeclaration(app, requireDeclarations(app), id, ({ confirmedBy }) => ({
    confirmedBy: confirmedBy ?? "mail",
  }));
  lanes.wake();
  if (!declaration) throw notFound();
  return show(context, declaration, undefined);
}

async function findDeclaration(
  { app }: RouteContext,
  { id = "", key = "" }: { id?: string; key?: string },
): Promise<Declaration> {
  const declaration = await requireDeclarations(app).findDeclaration(id);
  if (!declaration || !(await isConfirmationKey(app.services, declaration, key))) throw notFound();
  return declaration;
}

/** The receipt for the reader of the mail, who sees the same on the page, for as long as the declaration is kept. */
async function saveReceipt(context: RouteContext, declaration: Declaration): Promise<Response> {
  const wording = await context.wording(declaration.preset);
  const timeZone = readTimeZone(context.url);
  const words = await loadDeclarationWords(context, wording.language);
  const { config, services } = context.app;
  const cancellation = (await services.store.find(declaration.id)) ?? null;
  const declared = { declaration, cancellation, now: services.now() };
  const file = declarationFile(config, wording, { ...declared, words, timeZone });
  return download(file.page, file.name);
}

function notFound(): RetentError {
  return new RetentError("not_found", "This link is not valid, or not any more.");
}

/** @param key of the form; undefined if there is nothing left to confirm */
async function show(
  context: RouteContext,
  declaration: Declaration,
  key: string | undefined,
): Promise<Response> {
  const { config, services } = context.app;
  const wording = await context.wording(declaration.preset);
  const words = await loadDeclarationWords(context, wording.language);
  const shown = { declaration, words };
  if (declaration.status === "rejected") return page(rejectedPage(config, wording, shown));
  if (key === undefined) {
    const fileHref = `${await confirmationPath(services, config.basePath, declaration)}&file=1`;
    const cancellation = (await services.store.find(declaration.id)) ?? null;
    return page(confirmedPage(config, wording, { ...shown, cancellation, now: services.now(), fileHref }));
  }
  return page(confirmationPage(config, wording, { ...shown, key }));
}
