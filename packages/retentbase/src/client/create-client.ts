import type * as z from "zod";
import { describeIssues } from "../describe-issues.ts";
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
import { type CallOptions, checkOptions, type RetentBaseClientOptions } from "./options.ts";
import { type Answer, createTransport } from "./transport.ts";

/**
 * RetentBase's documented API, one method an endpoint. Every method rejects with a `RetentBaseError` when the
 * call fails, and with a `TypeError`, before anything is sent, when its argument is not what the docs allow.
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
  /**
   * How far RetentBase's clock is ahead of this machine's, in whole seconds, by the `Date` of its latest
   * response; negative if it is behind. Undefined before the first response with a date.
   */
  clockSkewSeconds(): number | undefined;
}

/**
 * Builds a client of RetentBase's API. Source: RetentBase docs.
 *
 * @throws {TypeError} when an option can't work; the message names it
 *
 * @example
 * import { createRetentBaseClient } from "@retent/retentbase";
 *
 * const client = createRetentBaseClient({ apiKey: process.env.RETENTBASE_API_KEY ?? "" });
 * const { url } = await client.createCancelLink({
 *   userId: "user_1",
 *   returnUrl: "https://shop.example/return",
 *   environment: "sandbox",
 * });
 */
export function createRetentBaseClient(options: RetentBaseClientOptions): RetentBaseClient {
  const { call, clockSkewSeconds } = createTransport(checkOptions(options));

  return {
    clockSkewSeconds,
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
      return toStatus(
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
      return toStatus(await call({ method: "PATCH", path, body, bodyNeeded: false, ...callOptions }));
    },
  };
}

function checkArgument<T>(method: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TypeError(`${method}: ${describeIssues(parsed.error)}`);
}

function parseAnswer<T>(endpoint: string, schema: z.ZodType<T>, answer: Answer): T {
  const parsed = schema.safeParse(answer.json);
  if (parsed.success) return parsed.data;
  throw new RetentBaseError("invalid_response", `${endpoint}: the answer is not what is documented`, {
    status: answer.status,
    cause: new TypeError(describeIssues(parsed.error)),
  });
}

function toStatus(answer: { status: number }): { status: number } {
  return { status: answer.status };
}
