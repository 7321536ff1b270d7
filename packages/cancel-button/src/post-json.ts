import { CancelButtonError } from "./cancel-button-error.ts";

/**
 * Posts JSON to the merchant's server and returns the JSON of the response. Empty fields are omitted. Cookies
 * go to the page's own origin only, as `fetch` does by default.
 *
 * @throws {CancelButtonError} if there is no response, or it is not a success with JSON
 */
export async function postJson<Body>(
  url: string | undefined,
  body: object,
  signal?: AbortSignal,
): Promise<Body> {
  if (!url) throw new CancelButtonError("invalid_url");
  const type = "application/json";
  const request = fetch(url, {
    method: "POST",
    headers: { accept: type, "content-type": type },
    body: JSON.stringify(body, (_, value) => value || undefined),
    redirect: "error",
    signal: signal ?? null,
  });
  const response = await request.catch(() => {
    throw new CancelButtonError("unreachable");
  });
  const { ok, status } = response;
  const json = await response.json().catch(() => {});
  if (ok && json) return json;
  // In the sandbox the server adds a hint for developers. What is not JSON comes from another server.
  const hint = json ? json.hint : `no server at ${url}: set endpoint`;
  if (hint) console.warn(`retent: ${hint}`);
  throw new CancelButtonError(
    ok ? "invalid_answer" : (codes[status] ?? (status < 500 ? "rejected" : "unreachable")),
    parseRetryAfter(response.headers.get("retry-after")),
  );
}

const codes: Record<number, "not_identified" | "rate_limited"> = {
  401: "not_identified",
  429: "rate_limited",
};

/**
 * Seconds from now, from seconds or a date (RFC 9110, section 10.2.3); undefined if there is no need to wait.
 */
function parseRetryAfter(value: string | null): number | undefined {
  const seconds = Math.ceil(Number(value) || (Date.parse(`${value}`) - Date.now()) / 1000);
  return seconds > 0 ? seconds : undefined;
}
