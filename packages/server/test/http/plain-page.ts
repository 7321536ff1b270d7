import { expect } from "vitest";
import { publicUrl, type ServerUnderTest } from "../server-under-test.ts";

/** Opens the plain page and answers the event id that its form carries. */
export async function openPage({ browser }: ServerUnderTest, query = ""): Promise<string> {
  const page = await (await browser.get(`/cancel${query}`)).text();
  return /name="event" value="([^"]+)"/.exec(page)?.[1] ?? "";
}

/** Confirms and answers the page that the browser is sent to. */
export async function confirm({ browser }: ServerUnderTest, event: string): Promise<string> {
  const response = await browser.postForm("/cancel", { event });
  expect(response.status).toBe(303);
  return (await browser.get(new URL(response.headers.get("location") ?? "", publicUrl).href)).text();
}
