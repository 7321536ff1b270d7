import type { ClientRequest, IncomingMessage } from "node:http";
import { createMessageBody } from "../message-body.ts";
import { type Send, sendByFetch } from "./send.ts";

/**
 * Calls by Node.js's own client, which makes two to three times as many as `fetch` there. Connections are kept by
 * Node.js's global agents, which also know the settings for proxies (`NODE_USE_ENV_PROXY`).
 */
export const runtimeSend: Send = async (address, call) => {
  const url = new URL(address);
  const client = await (url.protocol === "https:" ? loadHttps() : loadHttp());
  // A bundle for Node.js may run where that is missing.
  if (!client) return sendByFetch(globalThis.fetch)(address, call);
  const headers = {
    // As `fetch` of Node.js calls itself: some firewalls refuse calls without a name.
    "user-agent": "node",
    // No compression: answers are short, and only `fetch` undoes it.
    "accept-encoding": "identity",
    ...call.headers,
    ...(call.body !== undefined && { "content-length": Buffer.byteLength(call.body) }),
  };
  let sent: ClientRequest | undefined;
  try {
    const message = await new Promise<IncomingMessage>((resolve, reject) => {
      sent = client.request(url, { method: call.method, headers }, resolve);
      sent.on("error", reject);
      abortWith(sent, call.signal);
      // An answer that no one listens for, e.g. another protocol, ends the call without an error.
      sent.on("close", () => reject(new Error("the connection was closed without an answer")));
      sent.end(call.body);
    });
    return {
      status: message.statusCode ?? 0,
      headers: { get: (name) => findHeader(message.rawHeaders, name) },
      body: createMessageBody(message, {
        closed: "the connection was closed before the end of the answer",
        cancel: () => message.destroy(),
      }),
    };
  } catch (error) {
    // The other side closed a kept connection just as it was used. Nothing was answered on it, and every call of
    // this client may be made twice.
    if (sent?.reusedSocket && isReset(error) && !call.signal.aborted) return runtimeSend(address, call);
    throw error;
  }
};

// Loaded by the first call, as a start needs neither, and kept, as every further import() takes its time.
const loadHttp = once(() => import("node:http").catch(() => undefined));
const loadHttps = once(() => import("node:https").catch(() => undefined));

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}

function isReset(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
}

/**
 * As the option `signal` does, which watches every stage of a call, for what no call here needs. An answer fails
 * itself: a body of unknown length, whose end is that of the connection, would else pass for a whole one.
 */
function abortWith(sent: ClientRequest, signal: AbortSignal): void {
  let failing: ClientRequest | IncomingMessage = sent;
  sent.on("response", (message) => {
    failing = message;
  });
  const abort = () => failing.destroy(new Error("the call was given up"));
  if (signal.aborted) abort();
  else signal.addEventListener("abort", abort, { once: true });
}

/** @param rawHeaders names and values in turn */
function findHeader(rawHeaders: readonly string[], wanted: string): string | null {
  const values = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === wanted,
  );
  return values.length === 0 ? null : values.join(", ");
}
