export interface SentRequest {
  url: string;
  init: RequestInit;
  /** The parsed body. */
  body: Record<string, unknown>;
  /** The page's address at that moment. */
  location: string;
}

type Respond = (request: SentRequest) => Response | Promise<Response>;

const nativeFetch = window.fetch;

/** Responds to every request with `respond` until `restoreFetch()`, and lists the requests. */
export function stubFetch(respond: Respond): SentRequest[] {
  const requests: SentRequest[] = [];
  window.fetch = async (input, init = {}) => {
    const request = {
      url: String(input),
      init,
      body: JSON.parse(String(init.body ?? "{}")),
      location: location.href,
    };
    requests.push(request);
    init.signal?.throwIfAborted();
    return respond(request);
  };
  return requests;
}

export function restoreFetch(): void {
  window.fetch = nativeFetch;
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers });
}

export const hostedUrl = "https://cancel.retentbase.com/s/cs_secret";

export function linkResponse(changes: object = {}): Response {
  return json({
    url: hostedUrl,
    expiresAt: "2030-01-01T00:00:00.000Z",
    environment: "sandbox",
    eventId: "evt_1",
    fallback: null,
    ...changes,
  });
}
