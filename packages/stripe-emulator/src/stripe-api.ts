import { type Answer, json, type Received } from "@retent/emulator/internal";
import type { StripeAccount } from "./create-stripe-account.ts";
import { parseFormFields } from "./form-fields.ts";
import { createIdempotency } from "./stripe-idempotency.ts";
import type { StripeSettings } from "./stripe-options.ts";
import { Refusal, refuse } from "./stripe-refusal.ts";
import { createRoutes, type Fields, type StripeRoute } from "./stripe-routes.ts";
import { createSearchIndex, type SearchState } from "./stripe-search.ts";

/** One call of the API, as it was understood. */
export interface StripeCall {
  method: string;
  path: string;
  fields: Record<string, unknown>;
  idempotencyKey: string | undefined;
  status: number;
}

/**
 * What goes wrong with a call: an error status instead of the work or after it, or the connection breaks
 * (`drop`).
 */
export interface StripeFault {
  status: number | "drop";
  /** Whether the work is done all the same. Default false. */
  isApplied?: boolean;
}

/**
 * Stripe's API, as far as Retent and an example call it; what it does not know it refuses, as Stripe does.
 */
export function createStripeApi(settings: StripeSettings, account: StripeAccount, url: () => string) {
  const calls: StripeCall[] = [];
  const index = createSearchIndex(account.subscriptions);
  const routes = createRoutes(settings, account, index, url);
  const idempotency = createIdempotency(settings.now);

  /** Undefined where the connection breaks. */
  function answer(received: Received): Answer | undefined {
    const text =
      received.method === "POST"
        ? String(received.body ?? "")
        : new URL(received.url, "http://local").search.slice(1);
    const fields = parseFormFields(text);
    const { method, path } = received;
    const key = received.headers["idempotency-key"]?.toString();
    const fault = settings.fault({ method, path, fields });
    const result = prepare(received, fields) ?? run(received, fields, key, text, fault);
    calls.push({ method, path, fields, idempotencyKey: key, status: result?.status ?? 0 });
    const date = new Date(settings.serverNow()).toUTCString();
    return result && { ...result, headers: { ...result.headers, date } };
  }

  function run(
    received: Received,
    fields: Fields,
    key: string | undefined,
    text: string,
    fault: StripeFault | undefined,
  ) {
    const { method, path } = received;
    // A key has no effect on the other methods (https://docs.stripe.com/api/idempotent_requests).
    const usedKey = method === "POST" ? key : undefined;
    if (fault?.status === "drop") {
      if (fault.isApplied) idempotency.run(usedKey, `${path} ${text}`, () => perform(received, fields));
      return undefined;
    }
    return idempotency.run(usedKey, `${path} ${text}`, () => {
      if (!fault) return perform(received, fields);
      if (fault.isApplied) perform(received, fields);
      return refuse(new Refusal("api_error", "An unknown error occurred.", { status: Number(fault.status) }));
    });
  }

  /** What is refused before any work begins, and under no key kept. */
  function prepare({ method, path, headers }: Received, fields: Fields): Answer | undefined {
    if (headers.authorization !== `Bearer ${settings.secretKey}`)
      return refuse(new Refusal("invalid_request_error", "Invalid API Key provided", { status: 401 }));
    const found = findRoute(method, path);
    if (!found)
      return refuse(
        new Refusal("invalid_request_error", `Unrecognized request URL (${method}: ${path}).`, {
          status: 404,
        }),
      );
    const unknown = Object.keys(fields).find((name) => !found.allowed.includes(name));
    return unknown === undefined
      ? undefined
      : refuse(new Refusal("invalid_request_error", `Received unknown parameter: ${unknown}`));
  }

  function findRoute(method: string, path: string): StripeRoute | undefined {
    return routes.find((route) => route.method === method && route.path.test(path));
  }

  function perform({ method, path }: Received, fields: Fields): Answer {
    const route = findRoute(method, path);
    try {
      return json(200, route?.run(fields, route.path.exec(path)?.[1] ?? "") ?? {});
    } catch (error) {
      if (error instanceof Refusal) return refuse(error);
      throw error;
    }
  }

  return { answer, calls, setSearch: (state: SearchState) => index.setState(state) };
}
