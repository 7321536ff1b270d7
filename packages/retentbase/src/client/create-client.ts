import type { z } from "zod";
import { hosts } from "../assumptions.ts";
import { isLoopbackHost } from "../loopback.ts";
import {
  type CancelLink,
  type CancelLinkRequest,
  cancelLinkRequestSchema,
  cancelLinkSchema,
} from "../wire/cancel-link.ts";
import { type CancelSession, cancelSessionSchema } from "../wire/cancel-session.ts";
import {
  type CancellationRequest,
  type CancellationUpdate,
  cancellationRequestSchema,
  cancellationUpdateSchema,
} from "../wire/cancellation.ts";
import { eventIdSchema } from "../wire/values.ts";
import { RetentBaseError } from "./error.ts";
import { type Call, createTransport } from "./transport.ts";

export interface RetentBaseClientOptions {
  /** The workspace API key. Servers only: whoever has it can write into the workspace. */
  apiKey: string;
  /** The header that carries the key: `Authorization: Bearer …` or `x-api-key: …`. Default `bearer`. */
  auth?: "bearer" | "x-api-key";
  /** Base URL of the API: https, or plain http on loopback. Default `https://api.retentbase.com`. */
  apiUrl?: string;
  /** Time limit of a call, its answer's body included, in milliseconds. Default 10,000. */
  timeoutMs?: number;
  /** Default: the runtime's `fetch`. */
  fetch?: typeof fetch;
  /** The present, in milliseconds since the epoch; dates in Retry-After are measured against it. Default `Date.now`. */
  now?: () => number;
}

export interface CallOptions {
  /** Time limit of this call in milliseconds, instead of the client's. */
  timeoutMs?: number;
  /** Gives the call up from outside. */
  signal?: AbortSignal;
}

/**
 * RetentBase's documented API, one method an endpoint. Every method rejects with a `RetentBaseError` when the call fails, and with
 * a `TypeError`, before anything is sent, when its argument is not what the docs allow.
 */
export interface RetentBaseClient {
  /** `POST /api/v1/cancel-link`: a hosted page for one customer. Core and Advanced. */
  createCancelLink(request: CancelLinkRequest, options?: CallOptions): Promise<CancelLink>;
  /** `GET /api/v1/cancel-sessions/:id`: diagnostics of one hosted session. Advanced. */
  getCancelSession(sessionId: string, options?: CallOptions): Promise<CancelSession>;
  /** `POST /api/v1/cancellations`: records a cancellation of the merchant's own pages. Advanced. */
  createCancellation(request: CancellationRequest, options?: CallOptions): Promise<{ status: number }>;
  /** `PATCH /api/v1/cancellations/{eventId}`: sets the final billing outcome. Advanced. */
  updateCancellation(
    eventId: string,
    update: CancellationUpdate,
    options?: CallOptions,
  ): Promise<{ status: number }>;
}

/**
 * Builds a client of RetentBase's API. Source: RetentBase docs.
 *
 * @throws {TypeError} when an option can't work; the message names it
 */
export function createRetentBaseClient(options: RetentBaseClientOptions): RetentBaseClient {
  const call = createTransport(checkOptions(options));

  return {
    async createCancelLink(request, callOptions) {
      const body = checkArgument("createCancelLink", cancelLinkRequestSchema, request);
      const answer = await call({ method: "POST", path: "/api/v1/cancel-link", body, ...callOptions });
      return parseAnswer("POST /api/v1/cancel-link", cancelLinkSchema, answer);
    },
    async getCancelSession(sessionId, callOptions) {
      const id = checkArgument("getCancelSession", eventIdSchema, sessionId);
      const path = `/api/v1/cancel-sessions/${encodeURIComponent(id)}`;
      const answer = await call({ method: "GET", path, ...callOptions });
      return parseAnswer("GET /api/v1/cancel-sessions/:id", cancelSessionSchema, answer);
    },
    async createCancellation(request, callOptions) {
      const body = checkArgument("createCancellation", cancellationRequestSchema, request);
      return statusOf(
        await call({
          method: "POST",
          path: "/api/v1/cancellations",
          body,
          bodyNeeded: false,
          ...callOptions,
        }),
      );
    },
    async updateCancellation(eventId, update, callOptions) {
      const id = checkArgument("updateCancellation", eventIdSchema, eventId);
      const body = checkArgument("updateCancellation", cancellationUpdateSchema, update);
      const path = `/api/v1/cancellations/${encodeURIComponent(id)}`;
      return statusOf(await call({ method: "PATCH", path, body, bodyNeeded: false, ...callOptions }));
    },
  };
}

function checkOptions(options: RetentBaseClientOptions): Required<RetentBaseClientOptions> {
  const { apiKey, auth = "bearer", apiUrl = hosts.api, timeoutMs = 10_000, now = Date.now } = options;
  // A key with spaces or line breaks can't be a header's value; the message must not repeat it.
  if (typeof apiKey !== "string" || !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new TypeError("apiKey: give the workspace API key, without spaces or line breaks");
  }
  if (auth !== "bearer" && auth !== "x-api-key") throw new TypeError('auth: use "bearer" or "x-api-key"');
  if (!isSafeUrl(apiUrl)) throw new TypeError("apiUrl: use an https URL, or http on loopback");
  if (!(timeoutMs > 0)) throw new TypeError("timeoutMs: use a number of milliseconds above 0");
  return { apiKey, auth, apiUrl, timeoutMs, now, fetch: options.fetch ?? globalThis.fetch };
}

function isSafeUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  if (url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopbackHost(url.hostname));
}

function checkArgument<T>(method: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TypeError(`${method}: ${describeIssues(parsed.error)}`);
}

function parseAnswer<T>(endpoint: string, schema: z.ZodType<T>, answer: Awaited<ReturnType<Call>>): T {
  const parsed = schema.safeParse(answer.json);
  if (parsed.success) return parsed.data;
  throw new RetentBaseError("invalid_response", `${endpoint}: the answer is not what is documented`, {
    status: answer.status,
    body: answer.text,
    cause: new TypeError(describeIssues(parsed.error)),
  });
}

function statusOf(answer: { status: number }): { status: number } {
  return { status: answer.status };
}

/** Paths and reasons of what is wrong, never the values: they may be secrets. */
function describeIssues(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".") || "value"}: ${issue.message}`).join("; ");
}
