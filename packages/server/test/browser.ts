import type { Send } from "./transport.ts";

type HeaderFields = Record<string, string>;

/** A browser that keeps cookies and follows nothing by itself. */
export function createBrowser(sendRequest: Send, base: string) {
  const cookies = new Map<string, string>();

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (cookies.size > 0 && !headers.has("cookie")) {
      headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    }
    const url = URL.canParse(path) ? path : base + path;
    const response = await sendRequest(url, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) keep(cookie);
    return response;
  }

  function keep(setCookie: string): void {
    const [pair = "", ...attributes] = setCookie.split("; ");
    const [name = "", value = ""] = pair.split("=");
    if (attributes.includes("Max-Age=0")) cookies.delete(name);
    else cookies.set(name, value);
  }

  return {
    cookies,
    send,
    get: (path: string, headers: HeaderFields = {}) => send(path, { headers }),
    /** What script of the same site sends. */
    postJson: (path: string, body: unknown, headers: HeaderFields = {}) =>
      send(path, {
        method: "POST",
        headers: { "content-type": "application/json", "sec-fetch-site": "same-origin", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    /** What a form of the same site sends. */
    postForm: (path: string, fields: Record<string, string> = {}, headers: HeaderFields = {}) =>
      send(path, {
        method: "POST",
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          "sec-fetch-site": "same-origin",
          accept: "text/html,*/*;q=0.8",
          ...headers,
        },
        body: new URLSearchParams(fields).toString(),
      }),
  };
}
