import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isLocalHost, isOwnPage, receive, send } from "@retent/emulator/internal";
import { createStripeAccount, type StripeAccount } from "./create-stripe-account.ts";
import { createPortalPage } from "./portal-page.ts";
import { createStripeApi, type StripeCall } from "./stripe-api.ts";
import { checkStripeOptions, type StripeEmulatorOptions } from "./stripe-options.ts";
import type { SearchState } from "./stripe-search.ts";
import { createStripeWebhook } from "./stripe-webhook.ts";

/**
 * A local Stripe that listens: the calls of its API that Retent and the examples make, and webhooks. It
 * forgets everything at its end.
 */
export interface StripeEmulator extends Omit<StripeAccount, "records"> {
  /** Where it listens, e.g. `http://127.0.0.1:4011`: the API, and a page like Stripe's customer portal. */
  url: string;
  secretKey: string;
  webhookSecret: string;
  /** What was called, oldest first, without keys. */
  calls: readonly StripeCall[];
  /** What the search finds from now on. */
  setSearch(state: SearchState): void;
  /** Resolves when the webhook endpoint has taken every event. */
  delivered(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a local Stripe, listening on this machine alone when the promise resolves.
 *
 * @throws {TypeError} one line that names the option which can't work
 * @throws {Error} one line, when the port is taken
 */
export async function createStripeEmulator(options: StripeEmulatorOptions = {}): Promise<StripeEmulator> {
  const settings = checkStripeOptions(options);
  const webhook = createStripeWebhook(settings);
  const account = createStripeAccount(settings.now, webhook.send);
  let url = "";
  const api = createStripeApi(settings, account, () => url);
  const portal = createPortalPage(account);

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((error: unknown) => {
      if (request.destroyed) return;
      console.error(error);
      send(response, { status: 500, headers: {}, body: "" });
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = await receive(request);
    if (/^\/v[12]\//.test(received.path)) return answerCall(received, response);
    const isPortal = received.path === "/p/session" && isLocalHost(received.headers);
    const isAllowed =
      received.method === "GET" || (received.method === "POST" && isOwnPage(received.headers));
    if (isPortal && isAllowed) return send(response, portal(received));
    send(response, { status: isPortal ? 403 : 404, headers: {}, body: "" });
  }

  function answerCall(received: Awaited<ReturnType<typeof receive>>, response: ServerResponse): void {
    const result = api.answer(received);
    if (result) send(response, result);
    else response.destroy();
  }

  server.listen(settings.port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    throw new Error(`port ${settings.port} can't be used; choose another one`, { cause: error });
  }
  const closed = once(server, "close");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    ...account,
    url,
    secretKey: settings.secretKey,
    webhookSecret: settings.webhookSecret,
    calls: api.calls,
    setSearch: api.setSearch,
    delivered: webhook.idle,
    async close() {
      webhook.stop();
      if (server.listening) {
        server.close();
        server.closeAllConnections();
      }
      await closed;
    },
  };
}
