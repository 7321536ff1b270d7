import type { ClientRequest, IncomingMessage } from "node:http";
import type { BodySource } from "../read-body.ts";
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
      sent = client.request(url, { method: call.method, headers, signal: call.signal }, resolve);
      sent.on("error", reject);
      // An answer that no one listens for, e.g. another protocol, ends the call without an error.
      sent.on("close", () => reject(new Error("the connection was closed without an answer")));
      sent.end(call.body);
    });
    return {
      status: message.statusCode ?? 0,
      headers: { get: (name) => message.headersDistinct[name]?.join(", ") ?? null },
      body: toBody(message),
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

function toBody(message: IncomingMessage): BodySource {
  const pieces: AsyncIterator<Uint8Array> = message[Symbol.asyncIterator]();
  const reader = {
    async read() {
      const { done, value } = await pieces.next();
      return done ? ({ done } as const) : ({ done: false, value } as const);
    },
    async cancel() {
      message.destroy();
    },
  };
  return { getReader: () => reader };
}
