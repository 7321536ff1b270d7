/** What `POST {base}/cancel-link` answers. */
export interface Link {
  url: string;
  eventId: string;
  fallback: string | null;
}

/**
 * A customer whose browser keeps its cookies, at a server that a merchant's page posts an identity JWT to.
 */
export function createCustomer(base: string, identity: string) {
  const cookies = new Map<string, string>();

  async function post(path: string, body: object): Promise<Response> {
    const response = await fetch(`${base}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: [...cookies.values()].join("; ") },
      body: JSON.stringify(body),
      redirect: "manual",
    });
    for (const cookie of response.headers.getSetCookie()) {
      const pair = cookie.split(";")[0] ?? "";
      cookies.set(pair.split("=")[0] ?? "", pair);
    }
    return response;
  }

  async function askForLink(fields: object = {}): Promise<Link> {
    const response = await post("/cancel-link", { identity, ...fields });
    if (response.status !== 200) throw new Error(`no link: ${response.status} ${await response.text()}`);
    return (await response.json()) as Link;
  }

  return {
    cookies,
    post,
    askForLink,
    /**
     * Goes through the whole flow; answers the hosted page's address, the token and how the server took it.
     */
    async leave(reasonText: string) {
      const link = await askForLink();
      const token = await answerHostedPage(link.url, reasonText);
      return { ...link, token, result: await post("/result", { token }) };
    },
  };
}

/**
 * Gives a reason and confirms; answers the token that the hosted page hands back in the return URL's
 * fragment.
 */
export async function answerHostedPage(url: string, reasonText: string): Promise<string> {
  const post = (path: string, fields: Record<string, string>) =>
    fetch(path, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  await post(url, { reason: "other", reason_text: reasonText });
  const end = await post(`${url}/confirm`, {});
  const fragment = new URL(end.headers.get("location") ?? "").hash.slice(1);
  return new URLSearchParams(fragment).get("ci_result_token") ?? "";
}
