/** A visitor of a shop: keeps cookies, follows nothing by itself, and sends what a browser on its pages would send. */
export function createVisitor(siteUrl: string, send: (request: Request) => Promise<Response>) {
  const cookies = new Map<string, string>();

  async function visit(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("sec-fetch-site", "same-origin");
    headers.set("cookie", [...cookies].map((cookie) => cookie.join("=")).join("; "));
    const response = await send(new Request(siteUrl + path, { redirect: "manual", ...init, headers }));
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    return response;
  }

  return {
    get: (path: string) => visit(path),
    postJson: (path: string, body: object) =>
      visit(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    postForm: (path: string, fields: Record<string, string> = {}) =>
      visit(path, { method: "POST", body: new URLSearchParams(fields) }),
  };
}
