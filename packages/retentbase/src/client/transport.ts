import { readErrorBody } from "../assumptions.ts";
import { readText } from "../read-body.ts";
import { createRedact } from "../redact.ts";
import { truncate } from "../truncate.ts";
import { getClockSkewSeconds } from "./clock-skew.ts";
import { codeForStatus, RetentBaseError } from "./error.ts";
import type { CallOptions, CheckedOptions } from "./options.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** No documented answer comes near this; a longer one is cut off rather than kept in memory. */
const maxAnswerBytes = 256 * 1024;
const maxLoggedCharacters = 2048;

interface Request extends CallOptions {
  method: "GET" | "POST" | "PATCH";
  path: string;
  body?: unknown;
  /** False where a 2xx status alone means success; the body is then not read. Default true. */
  bodyNeeded?: boolean;
}

/** What a call that succeeded was answered. */
export interface Answer {
  status: number;
  /** The body; undefined where it is not JSON, or was not read. */
  json: unknown;
}

interface Transport {
  call(request: Request): Promise<Answer>;
  /**
   * How far RetentBase's clock is ahead of ours, in whole seconds, by its latest response; undefined if none
   * had a date.
   */
  clockSkewSeconds(): number | undefined;
}

/** Sends one call with key, time limit and size limit, and turns every failure into a `RetentBaseError`. */
export function createTransport(options: CheckedOptions): Transport {
  const base = options.apiUrl.replace(/\/+$/, "");
  const redact = createRedact([options.apiKey]);
  const credentials: Record<string, string> =
    options.auth === "bearer"
      ? { authorization: `Bearer ${options.apiKey}` }
      : { "x-api-key": options.apiKey };
  const { send } = options;

  let clockSkewSeconds: number | undefined;

  async function call({
    method,
    path,
    body,
    bodyNeeded = true,
    timeoutMs = options.timeoutMs,
    signal,
  }: Request): Promise<Answer> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), timeoutMs);
    const giveUp = () => limit.abort();
    signal?.addEventListener("abort", giveUp, { once: true });
    if (signal?.aborted) giveUp();
    const name = `${method} ${path}`;
    const sentAt = options.now();
    try {
      const response = await send(`${base}${path}`, {
        method,
        headers: {
          accept: "application/json",
          ...credentials,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: limit.signal,
      });
      clockSkewSeconds =
        getClockSkewSeconds(response.headers.get("date"), sentAt, options.now()) ?? clockSkewSeconds;
      const isGood = response.status >= 200 && response.status < 300;
      if (isGood && !bodyNeeded) {
        // Read to its end all the same, where it has one: a body that is cancelled takes its connection with
        // it.
        await readText(response.body, maxAnswerBytes).catch(() => undefined);
        return { status: response.status, json: undefined };
      }
      const { content, isWhole } = await readText(response.body, maxAnswerBytes);
      const json = isWhole ? parseJson(content) : undefined;
      if (isGood) return { status: response.status, json };
      throw new RetentBaseError(codeForStatus(response.status), `${name} was answered ${response.status}`, {
        status: response.status,
        retryAfterMs: parseRetryAfter(response.headers.get("retry-after"), options.now()),
        upstreamCode: readErrorBody(json).code,
        body: truncate(redact(content), maxLoggedCharacters),
      });
    } catch (error) {
      if (error instanceof RetentBaseError) throw error;
      if (limit.signal.aborted && !signal?.aborted) {
        throw new RetentBaseError("timeout", `${name} took longer than ${timeoutMs} ms`);
      }
      throw new RetentBaseError("network", `${name} did not reach RetentBase`, { cause: error });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", giveUp);
    }
  }

  return { call, clockSkewSeconds: () => clockSkewSeconds };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
