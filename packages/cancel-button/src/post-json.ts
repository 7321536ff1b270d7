import { CancelButtonError } from "./cancel-button-error.ts";

/**
 * Posts JSON to the merchant's server and returns the JSON that it sends back. Empty fields are left out.
 *
 * @throws {CancelButtonError} for no answer, and for one that is not a success with JSON
 */
export async function postJson<Answer>(
  url: string | undefined,
  body: object,
  signal?: AbortSignal,
): Promise<Answer> {
  if (!url) throw new CancelButtonError("invalid_url");
  const type = "application/json";
  const request = fetch(url, {
    method: "POST",
    headers: { accept: type, "content-type": type },
    body: JSON.stringify(body, (_, value) => value || undefined),
    credentials: "same-origin",
    redirect: "error",
    signal: signal ?? null,
  });
  const response = await request.catch(() => {
    throw new CancelButtonError("unreachable");
  });
  const { ok, status } = response;
  const answer = await response.json().catch(() => null);
  if (ok && answer) return answer;
  // In the sandbox the server says to developers what customers need not know.
  if (answer?.hint) console.warn(`retent: ${answer.hint}`);
  throw new CancelButtonError(
    ok ? "invalid_answer" : (codes[status] ?? (status < 500 ? "rejected" : "unreachable")),
    parseRetryAfter(response.headers.get("retry-after")),
  );
}

const codes: Record<number, "not_identified" | "rate_limited"> = {
  401: "not_identified",
  429: "rate_limited",
};

/** Seconds from now, from seconds or a date (RFC 9110, section 10.2.3); undefined where there is no need to wait. */
function parseRetryAfter(value: string | null): number | undefined {
  const seconds = Math.ceil(Number(value) || (Date.parse(`${value}`) - Date.now()) / 1000);
  return seconds > 0 ? seconds : undefined;
}
