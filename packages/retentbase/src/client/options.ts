import { runtimeSend } from "#runtime-send";
import { hosts } from "../assumptions.ts";
import { optionError } from "../options-error.ts";
import { parseSafeUrl } from "../safe-url.ts";
import { type Send, sendByFetch } from "./send.ts";

export interface RetentBaseClientOptions {
  /** The workspace API key. Servers only: it can write into the workspace. */
  apiKey: string;
  /** The header that carries the key: `Authorization: Bearer …` or `x-api-key: …`. Default `bearer`. */
  auth?: "bearer" | "x-api-key";
  /** Base URL of the API: https, or plain http on loopback. Default `https://api.retentbase.com`. */
  apiUrl?: string;
  /** Time limit of a call, its answer's body included, in milliseconds. Default 10,000. */
  timeoutMs?: number;
  /** Default: Node.js's own HTTP client, with kept connections; elsewhere the runtime's `fetch`. */
  fetch?: typeof fetch;
  /**
   * The present, in milliseconds since the epoch; dates in Retry-After are measured against it. Default
   * `Date.now`.
   */
  now?: () => number;
}

export interface CallOptions {
  /** Time limit of this call in milliseconds, instead of the client's. */
  timeoutMs?: number;
  /** Gives the call up from outside. */
  signal?: AbortSignal;
}

export interface CheckedOptions extends Required<Omit<RetentBaseClientOptions, "fetch">> {
  send: Send;
}

/**
 * Fills in the defaults.
 *
 * @throws {TypeError} when an option can't work; the message names it
 */
export function checkOptions(options: RetentBaseClientOptions): CheckedOptions {
  const { apiKey, auth = "bearer", apiUrl = hosts.api, timeoutMs = 10_000, now = Date.now } = options;
  // A key with spaces or line breaks can't be a header's value; the message must not repeat it.
  if (typeof apiKey !== "string" || !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw optionError("apiKey", "give the workspace API key, without spaces or line breaks");
  }
  if (auth !== "bearer" && auth !== "x-api-key") throw optionError("auth", 'use "bearer" or "x-api-key"');
  parseSafeUrl("apiUrl", apiUrl);
  if (!(timeoutMs > 0)) throw optionError("timeoutMs", "use a number of milliseconds above 0");
  const send = options.fetch ? sendByFetch(options.fetch) : runtimeSend;
  return { apiKey, auth, apiUrl, timeoutMs, now, send };
}
