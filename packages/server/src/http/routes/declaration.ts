import { nameContract } from "../../declarations/contract-choice.ts";
import { isReceiptKey, receiptPath } from "../../declarations/declaration-links.ts";
import { lawForms } from "../../declarations/law-forms.ts";
import { findMailDelay } from "../../declarations/mail-delay.ts";
import { parseForm } from "../../declarations/parse-form.ts";
import { findNamedSubscription, isNamed, pickSubscription } from "../../declarations/pick-subscription.ts";
import { isSameDeclaration, receiveDeclaration } from "../../declarations/receive-declaration.ts";
import { RetentError } from "../../errors.ts";
import { type Preset, parsePreset } from "../../law-preset.ts";
import { declarationFile, declarationReceipt } from "../../pages/declaration/receipt-page.ts";
import { toStatement } from "../../pages/declaration/statement.ts";
import { summaryPage } from "../../pages/declaration/summary-page.ts";
import { countOrRefuse } from "../../rate-limits.ts";
import { keepLanguage } from "../cookies.ts";
import { findKnown, type Known, readFormId, showForm } from "../declaration-form.ts";
import { requireDeclarations } from "../declaration-store.ts";
import { loadDeclarationWords } from "../declaration-words.ts";
import { checkOrigin } from "../origin.ts";
import { download, page, seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";
import { readTimeZone } from "../show-receipt.ts";

const fieldNames = [
  ...(["kind", "reason", "name", "contract", "end", "email", "address", "subscription"] as const),
  ...(["step", "form", "event"] as const),
] as const;

/** `POST {base}/declaration`: what was declared is stored, after a summary where the law has one. */
export async function postDeclaration(context: RouteContext): Promise<Response> {
  const { app, request, addressKey } = context;
  const store = requireDeclarations(app);
  checkOrigin(app, request, { mayBeTwin: true });
  const { fields } = await context.readBody(["form"], fieldNames);
  const preset = requirePreset(context, fields.preset);
  const { event, step, subscription: chosen } = fields;
  const known = await findKnown(context, event);
  const contract = nameContract(known.contracts, { chosen, typed: fields.contract });
  const { values, faults, entries } = parseForm(preset, { ...fields, contract }, app.services.now());
  const id = await readFormId(context, fields.form);
  const ticket = { form: id, event, lang: fields.lang };
  if (!entries || step === "edit")
    return showForm(context, { preset, ticket, values, chosen, faults }, known);

  const wording = await context.wording(preset);
  const texts = await loadDeclarationWords(context, wording.language);
  const statement = toStatement(preset, entries, wording, texts);
  if (lawForms[preset].hasSummary && step !== "send")
    return page(
      summaryPage(app.config, wording, {
        preset,
        declaration: texts,
        values,
        chosen,
        statement,
        hidden: { ...ticket },
      }),
    );

  const sender = findSender(known, chosen, entries.contract);
  // A cancellation that was started goes on under its own id.
  const started = sender?.eventId;
  // Sent again by the same form, it is neither stored nor counted again.
  const before = await store.findDeclaration(started ?? id);
  if (before && isSameDeclaration(before, { preset, statement }))
    return seeOther(await receiptPath(app, before));
  await countOrRefuse(app.services, app.services.limiters.declarations, addressKey);
  // Anyone who is signed in can type another person's address, too.
  const isOwn = sender?.email !== undefined && sender.email === entries.email?.toLowerCase();
  const mailAfterMs = isOwn ? 0 : await findMailDelay(app, entries.email);
  const received = { preset, language: wording.language, entries, statement, sender, mailAfterMs };
  const declaration =
    (await receiveDeclaration(app, store, { ...received, id: started ?? id })) ??
    (await receiveDeclaration(app, store, { ...received, id: await readFormId(context, undefined) }));
  if (!declaration) throw new Error("newId made an id that is taken");
  context.lanes.wake();
  return keepLanguage(app, seeOther(await receiptPath(app, declaration)), fields.lang);
}

/** `GET {base}/declaration`: its receipt, for the browser that sent it. */
export async function getDeclaration(context: RouteContext): Promise<Response> {
  const { app, url } = context;
  const declaration = await requireDeclarations(app).findDeclaration(url.searchParams.get("id") ?? "");
  const key = url.searchParams.get("key") ?? "";
  if (!declaration || !(await isReceiptKey(app.services, declaration, key)))
    throw new RetentError(
      "not_found",
      "There is no such receipt, or not any more: it has been sent by e-mail.",
    );
  const wording = await context.wording(declaration.preset);
  const words = await loadDeclarationWords(context, wording.language);
  const { store, now } = app.services;
  // Anyone may have sent what the reader of the mail confirmed: a stranger must not learn that there is a customer.
  const isOwn = declaration.confirmedBy === "session";
  const cancellation = isOwn ? ((await store.find(declaration.id)) ?? null) : undefined;
  const declared = { declaration, cancellation, now: now() };
  if (url.searchParams.has("file")) {
    const file = declarationFile(app.config, wording, { ...declared, words, timeZone: readTimeZone(url) });
    return download(file.page, file.name);
  }
  const fileHref = `${await receiptPath(app, declaration)}&file=1`;
  return page(declarationReceipt(app.config, wording, { ...declared, words, fileHref }));
}

function requirePreset({ app }: RouteContext, posted: string | undefined): Preset {
  const preset = parsePreset(posted);
  if (!preset || !app.config.declarations?.presets.has(preset))
    throw new RetentError("invalid_request", "preset: must be one of the option declarations.presets.");
  return preset;
}

/** The customer whom the request proves to come from, and which subscription is meant as far as that is known. */
function findSender({ declarant, subscriptions }: Known, chosen: string | undefined, contract: string) {
  if (!declarant) return undefined;
  const { customer, started } = declarant;
  const sender = {
    userId: customer.userId,
    email: customer.email?.toLowerCase(),
    eventId: started?.eventId,
    isAmbiguous: false,
  };
  if (started?.subscription != null) {
    const isMeant = isNamed(
      { id: started.subscription, label: started.subscriptionLabel ?? contract },
      contract,
    );
    if (isMeant) return { ...sender, subscription: started.subscription };
    // Who names another contract than the one of the button does not end that.
    return { ...sender, eventId: undefined, subscription: null, isAmbiguous: true };
  }
  // Who says that it is another contract means none but the one that is named.
  const pick = chosen === "" ? findNamedSubscription : pickSubscription;
  const picked = pick(subscriptions, chosen || contract);
  return { ...sender, subscription: picked?.id ?? null, isAmbiguous: picked === undefined };
}
