import type { BillingSubscription } from "../billing/billing.ts";
import type { Cancellation } from "../cancellation/cancellation.ts";
import { createPageEventId, findPageOwner } from "../cancellation/page-event-id.ts";
import type { Customer } from "../customer.ts";
import { type Contract, toContracts } from "../declarations/contract-choice.ts";
import type { FieldName } from "../declarations/law-forms.ts";
import type { FieldFault, FormValues } from "../declarations/parse-form.ts";
import { RetentError } from "../errors.ts";
import type { Preset } from "../law-preset.ts";
import { abbreviate } from "../pages/abbreviate.ts";
import { formPage } from "../pages/declaration/form-page.ts";
import { toProofLines } from "../pages/declaration/proof-note.ts";
import { loadDeclarationWords } from "./declaration-words.ts";
import { listForCustomer } from "./find-choice.ts";
import { requireCustomer } from "./identify.ts";
import { page } from "./responses.ts";
import type { RouteContext } from "./route.ts";
import { findForSender } from "./sender-cancellation.ts";

/** What the form brings back besides what was filled in. */
export interface FormTicket {
  /** The declaration's id, with our signature. */
  form: string;
  /** The cancellation that the page goes on with. */
  event?: string | undefined;
  lang?: string | undefined;
}

/** Whom a request proves to come from, and what is known of the contract. */
export interface Declarant {
  customer: Customer;
  /** A cancellation that was started and not decided; undefined if there is none. */
  started: Cancellation | undefined;
}

/** What is known of the customer before anything is filled in. */
export interface Known {
  declarant: Declarant | undefined;
  /** The customer's subscriptions; empty if it is known already which one is meant. */
  subscriptions: readonly BillingSubscription[];
  contracts: readonly Contract[];
}

interface ShownForm {
  preset: Preset;
  ticket: FormTicket;
  values: FormValues;
  /** The id of the contract that was chosen; empty for another one. */
  chosen?: string | undefined;
  faults?: readonly (readonly [name: FieldName, fault: FieldFault])[];
}

const noValues: FormValues = {
  kind: "",
  reason: "",
  name: "",
  contract: "",
  end: "",
  email: "",
  address: "",
};

/** The owner in the signature of a declaration's id: no user has this id. */
const idOwner = "\0declaration";

/** The page that begins a declaration: empty, or with what is known of a customer who is signed in. */
export async function showNewForm(
  context: RouteContext,
  preset: Preset,
  event: string | null = null,
): Promise<Response> {
  const { app, url } = context;
  const known = await findKnown(context, event);
  const { declarant, contracts } = known;
  const ticket: FormTicket = {
    form: await createPageEventId(app.services, idOwner),
    ...(declarant?.started && { event: declarant.started.eventId }),
    lang: url.searchParams.get("lang") ?? undefined,
  };
  const [only, another] = contracts;
  const chosen = only && !another ? only : undefined;
  const values = {
    ...noValues,
    name: declarant?.customer.accountName ?? "",
    email: declarant?.customer.email ?? "",
    contract: declarant?.started?.subscriptionLabel ?? chosen?.name ?? "",
  };
  // An account may go by its e-mail address.
  if (values.name.includes("@")) Object.assign(values, { email: values.email || values.name, name: "" });
  return showForm(context, { preset, ticket, values, chosen: chosen?.id }, known);
}

/** The form with these values, and what is wrong with them. */
export async function showForm(
  context: RouteContext,
  { preset, ticket, values, chosen, faults = [] }: ShownForm,
  { declarant, contracts }: Known,
): Promise<Response> {
  const { config } = context.app;
  const wording = await context.wording(preset);
  const declaration = await loadDeclarationWords(context, wording.language);
  const proofTo = toProofLines(config);
  const hidden = { ...ticket };
  const account = declarant && {
    name: declarant.customer.accountName ?? abbreviate(declarant.customer.userId),
    returnTo: declarant.started?.returnTo ?? config.afterUrl,
  };
  const view = { preset, declaration, values, faults, hidden, account, contracts, chosen, proofTo };
  return page(formPage(config, wording, view), faults.length > 0 ? 422 : 200);
}

export async function findKnown(context: RouteContext, event: string | null | undefined): Promise<Known> {
  const declarant = await findDeclarant(context, event);
  if (!declarant || declarant.started?.subscription != null)
    return { declarant, subscriptions: [], contracts: [] };
  const { customer } = declarant;
  const subscriptions = (await listForCustomer(context, customer)) ?? [];
  const contracts = toContracts(subscriptions, await context.wording());
  const { plan } = customer.context ?? {};
  return {
    declarant,
    subscriptions,
    contracts: contracts.length === 0 && plan ? [{ id: "", label: plan, name: plan }] : contracts,
  };
}

/**
 * The customer whom a request proves to come from, by a session or by the browser that started the cancellation. A pass
 * is not enough: it may stand in a link that another person has sent. Undefined for anyone else, also if that can't be
 * checked right now: a declaration needs no account.
 */
export async function findDeclarant(
  context: RouteContext,
  event: string | null | undefined,
): Promise<Declarant | undefined> {
  const started = event ? await findStarted(context, event) : undefined;
  const customer = await unlessRefused(requireCustomer(context));
  if (!started) return customer && { customer, started: undefined };
  const { userId, context: about } = started;
  if (customer?.userId === userId) return { customer, started };
  return { customer: { userId, ...(about && { context: about }) }, started };
}

async function findStarted(context: RouteContext, event: string): Promise<Cancellation | undefined> {
  const cancellation = await unlessRefused(findForSender(context, event));
  return isOpenHere(cancellation) ? cancellation : undefined;
}

/** Whether nothing is decided, but by a declaration that may be sent again. */
function isOpenHere(cancellation: Cancellation | undefined): boolean {
  return !cancellation?.decision || cancellation.decision.source === "declaration";
}

async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof RetentError) return undefined;
    throw error;
  }
}

/** The id under which a posted form is stored: its own, or a new one if we did not make that. */
export async function readFormId({ app }: RouteContext, posted: string | undefined): Promise<string> {
  const isOurs = (await findPageOwner(app.services, posted ?? "", idOwner)) === "own";
  return isOurs && posted ? posted : createPageEventId(app.services, idOwner);
}
