import { publicUrl, type ServerUnderTest } from "../server-under-test.ts";

export const team = { id: "sub_team", label: "Team, yearly" };
export const solo = { id: "sub_solo", label: "Solo <b>monthly</b>" };

/** What the hidden fields of a page bring back. */
export function fieldsOf(page: string): Record<string, string> {
  const fields = page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g);
  return Object.fromEntries([...fields].map(([, name = "", value = ""]) => [name, unescapeHtml(value)]));
}

/** The values of the radio buttons. */
export function choicesOf(page: string): string[] {
  return [...page.matchAll(/<input type="radio" name="subscription"[^>]* value="([^"]*)"/g)].map(
    ([, value = ""]) => unescapeHtml(value),
  );
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** Opens one of our addresses and reads the page. */
export async function read({ browser }: Pick<ServerUnderTest, "browser">, url: string) {
  const response = await browser.get(new URL(url, publicUrl).href, { accept: "text/html" });
  return { status: response.status, location: response.headers.get("location"), text: await response.text() };
}

/** Chooses on a page that shows the radio buttons, and answers where that leads. */
export async function choose(
  { browser }: Pick<ServerUnderTest, "browser">,
  page: string,
  subscription?: string,
) {
  const response = await browser.postForm("/choose", {
    ...fieldsOf(page),
    ...(subscription !== undefined && { subscription }),
  });
  return {
    status: response.status,
    location: response.headers.get("location") ?? "",
    text: await response.text(),
  };
}
