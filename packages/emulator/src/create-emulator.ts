import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createApi } from "./api/create-api.ts";
import { createFaults } from "./faults/create-faults.ts";
import type { ActiveFault, Fault } from "./faults/fault.ts";
import { createHostedPages } from "./hosted/create-hosted-pages.ts";
import { createResultTokenSigner } from "./hosted/result-token.ts";
import { send } from "./http/answer.ts";
import { loopbackOrigin } from "./http/own-page.ts";
import { getPath, receive } from "./http/received.ts";
import { createChanges } from "./inspector/create-changes.ts";
import { createInspector } from "./inspector/create-inspector.ts";
import type { EmulatorState } from "./inspector/snapshot.ts";
import { checkOptions, type EmulatorOptions, type Settings } from "./options.ts";
import { stylesheetPath } from "./pages/document-page.ts";
import { stylesheet } from "./pages/stylesheet.ts";
import { createRequestLog } from "./workspace/create-request-log.ts";
import { createWorkspace } from "./workspace/create-workspace.ts";

/** A local RetentBase that listens. */
export interface Emulator {
  /** Where it listens, e.g. `http://127.0.0.1:4010`: the API, the hosted pages and the inspector. */
  url: string;
  apiKey: string;
  signingSecret: string;
  workspaceKey: string;
  /** The result tokens' `iss`: of {@link EmulatorOptions.issuer}, else `url`. */
  issuer: string;
  /** Copies of what it knows, without keys, links and tokens. */
  state(): EmulatorState;
  /** Forgets sessions, events, requests and faults. */
  reset(): void;
  /**
   * Makes calls go wrong.
   *
   * @returns every fault that waits
   * @throws {TypeError} one line that names the wrong field
   */
  addFault(fault: Fault): ActiveFault[];
  clearFaults(): void;
  /**
   * Signs a result token of a customer who churned; a claim that is given replaces ours, one that is
   * undefined is left out.
   */
  signResultToken(claims?: Record<string, unknown>): Promise<string>;
  /** Stops listening and ends every connection, also those that a fault keeps hanging. */
  close(): Promise<void>;
}

/**
 * Starts a local RetentBase, listening when the promise resolves.
 *
 * @throws {TypeError} one line that names the option which can't work
 * @throws {Error} one line, when the port is taken or the state file can't be used
 *
 * @example
 * import { createEmulator } from "@retent/emulator";
 *
 * const emulator = await createEmulator({ port: 0 });
 * console.log(emulator.url, emulator.apiKey, emulator.signingSecret);
 * await emulator.close();
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const settings = checkOptions(options);
  const { now, newId, issuer, shopName } = settings;
  const changes = createChanges();
  const workspace = createWorkspace({ ...settings, onChange: changes.notify });
  const faults = createFaults(changes.notify);
  const secrets = [settings.apiKey, settings.signingSecret];
  const requests = createRequestLog({ secrets, now, onChange: changes.notify });
  const signToken = createResultTokenSigner(settings);
  const closing = new AbortController();
  const hosted = createHostedPages({ workspace, issuer, shopName, signToken });
  const api = createApi({ settings, workspace, faults, requests, closing: closing.signal });

  const state = (): EmulatorState => ({
    ...workspace.snapshot(),
    requests: requests.snapshot(),
    faults: faults.list(),
  });
  const reset = () => {
    workspace.reset();
    requests.clear();
    faults.reset();
  };

  const server = createServer();
  const url = await listen(server, settings);
  const closed = once(server, "close");
  const workplace = { url, plan: settings.plan, readOnly: settings.readOnly };
  const inspector = createInspector({ workplace, state, reset, faults, changes });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = getPath(request);
    if (request.method === "GET" && path === "/_emulator/events") return inspector.stream(request, response);
    const received = await receive(request);
    if (path.startsWith("/api/")) {
      return api(received, response, loopbackOrigin(request.headers.host) ?? url);
    }
    if (path.startsWith("/c/")) return send(response, await hosted(received));
    if (path === stylesheetPath) {
      const headers = { "content-type": "text/css; charset=utf-8" };
      return send(response, { status: 200, headers, body: stylesheet });
    }
    send(response, inspector.answer(received));
  }

  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((error: unknown) => {
      // A caller who went away, or a connection that closing has ended, is not our fault.
      if (request.destroyed || closing.signal.aborted) return;
      console.error(error);
      if (response.headersSent) response.destroy();
      else send(response, { status: 500, headers: {}, body: "" });
    });
  });

  return {
    url,
    apiKey: settings.apiKey,
    signingSecret: settings.signingSecret,
    workspaceKey: settings.workspaceKey,
    issuer: issuer ?? url,
    state,
    reset,
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    signResultToken: (claims) =>
      signToken({
        iss: issuer ?? url,
        sub: "user_1",
        session_id: `cs_${newId()}`,
        event_id: `evt_${newId()}`,
        environment: "sandbox",
        outcome: "churned",
        reason_key: "too_expensive",
        ...claims,
      }),
    async close() {
      if (server.listening) {
        closing.abort();
        server.close();
        server.closeAllConnections();
      }
      await closed;
    },
  };
}

/** Resolves to the origin that it listens on. */
async function listen(server: ReturnType<typeof createServer>, { host, port }: Settings): Promise<string> {
  const name = host.replace(/^\[|\]$/g, "");
  server.listen(port, name);
  try {
    await once(server, "listening");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const reason =
      code === "EADDRINUSE"
        ? `port ${port} is taken; stop what uses it or choose another port`
        : `can't listen on port ${port} of ${host} (${code})`;
    throw new Error(reason, { cause: error });
  }
  const authority = name.includes(":") ? `[${name}]` : name;
  return `http://${authority}:${(server.address() as AddressInfo).port}`;
}
