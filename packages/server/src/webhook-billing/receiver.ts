import { readText } from "@retent/retentbase/internal";
import type { WebhookSignature } from "./signature.ts";

/** More than any answer needs. */
const maxAnswerBytes = 65_536;

/** Why the receiver has not taken a message. Neither text holds anything that was sent or answered. */
export interface ReceiverProblem {
  /** What happened: `the receiver responded 500`. */
  cause: string;
  /** What to do about it. */
  remedy: string;
}

/** What the receiver answered, or why it has not taken the message. */
export type ReceiverAnswer = { status: number; text: string } | { problem: ReceiverProblem };

interface Message {
  /** The same when the message is sent again. */
  id: string;
  content: string;
}

interface ReceiverOptions {
  url: URL;
  /** Left out where the URL itself is the secret, as Slack's are. */
  signature?: Pick<WebhookSignature, "sign"> | undefined;
  timeoutMs: number;
  fetch: typeof fetch;
  now: () => number;
}

/** Posts messages to the merchant's receiver. */
export function createReceiver({ url, signature, timeoutMs, fetch, now }: ReceiverOptions) {
  return async function post({ id, content }: Message): Promise<ReceiverAnswer> {
    try {
      const response = await fetch(url.href, {
        method: "POST",
        headers: { "content-type": "application/json", ...(await signature?.sign(id, content, now())) },
        body: content,
        // Only the configured URL is trusted, and not where it redirects to.
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      });
      const { content: text, isWhole } = await readText(response.body, maxAnswerBytes);
      const problem = response.ok ? findTextProblem(text, isWhole) : explainStatus(response);
      return problem ? { problem } : { status: response.status, text };
    } catch (error) {
      return { problem: explainFailure(error, timeoutMs) };
    }
  };
}

/** A page is what a website answers, and no receiver. */
function findTextProblem(text: string, isWhole: boolean): ReceiverProblem | undefined {
  if (!isWhole)
    return {
      cause: `the receiver's answer is longer than ${maxAnswerBytes} bytes`,
      remedy: "answer JSON, or nothing",
    };
  if (/^\s*<(!doctype|html)\b/i.test(text))
    return {
      cause: "the receiver answered with a web page",
      remedy: "check that the URL is the receiver's own, and that it needs no sign-in",
    };
  return undefined;
}

const statusRemedies: Partial<Record<number, string>> = {
  401: "check that the receiver has the secret, and verifies the body as it was sent",
  403: "check that the receiver has the secret, and that no firewall keeps this server out",
  404: "check the URL, and that the workflow is switched on",
  410: "it was removed or switched off: switch it on again, or give the URL of the one that replaces it",
  413: "let it accept bodies of 64 KiB",
  429: "it is busy, and gets the message again later",
};

function explainStatus({ status, type }: Response): ReceiverProblem {
  // A browser-like runtime hides the status of a redirect.
  if (type === "opaqueredirect" || (status >= 300 && status < 400))
    return {
      cause: `the receiver redirects${status === 0 ? "" : ` (${status})`}, which is not followed`,
      remedy: "give the URL that it leads to",
    };
  return {
    cause: `the receiver responded ${status}`,
    remedy: statusRemedies[status] ?? "look into the receiver's own log",
  };
}

/** Errors of `fetch` may hold the URL: only their code is passed on. */
function explainFailure(error: unknown, timeoutMs: number): ReceiverProblem {
  if (error instanceof Error && error.name === "TimeoutError")
    return {
      cause: `the receiver did not answer within ${timeoutMs} ms`,
      remedy: "let it answer 202 at once, and do the rest later",
    };
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return {
    cause: `the receiver can't be reached${/^[A-Z_]{3,40}$/.test(code) ? ` (${code})` : ""}`,
    remedy: "check the URL and this machine's network access",
  };
}
