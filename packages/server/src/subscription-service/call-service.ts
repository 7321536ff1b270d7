import { describeIssues, readText } from "@retent/retentbase/internal";
import type * as z from "zod";

/** More than a page of subscriptions has. */
const maxAnswerBytes = 4_194_304;
/** Time limit of a call, in milliseconds: below that of `onResult`, which may need three. */
const timeoutMs = 6000;

export interface ServiceRequest {
  /** What it is for, for messages: `cancel the subscription`. */
  what: string;
  method: "GET" | "POST" | "PATCH";
  url: string;
  headers: Record<string, string>;
  body?: string;
}

interface CallOptions {
  /** The service's name. */
  name: string;
  fetch: typeof fetch;
  /** The code of what went wrong, from the service's own error body. */
  readCode(body: unknown): string | undefined;
}

/** Calls a billing service. What it rejects with can be logged: no key, and nothing of the customer's. */
export function createServiceCall({ name, fetch, readCode }: CallOptions) {
  return async function call<Schema extends z.ZodType>(
    { what, method, url, headers, body }: ServiceRequest,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    const fail = (reason: string) => new Error(`${name}: could not ${what}: ${reason}`);
    const response = await fetch(url, {
      method,
      headers,
      ...(body !== undefined && { body }),
      // The key stays with whom it was meant for.
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: unknown) => {
      const isLate = error instanceof Error && error.name === "TimeoutError";
      throw fail(isLate ? `no answer within ${timeoutMs} ms` : "it can't be reached");
    });
    const { content } = await readText(response.body, maxAnswerBytes);
    const answer = parse(content);
    if (!response.ok) {
      const code = readCode(answer);
      const isCode = code !== undefined && /^[\w.-]{1,80}$/.test(code);
      throw fail(`it responded ${response.status}${isCode ? ` (${code})` : ""}`);
    }
    const { data, error } = schema.safeParse(answer);
    if (error) throw fail(`its answer is not as documented (${describeIssues(error)})`);
    return data;
  };
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
