import { expect } from "vitest";

/** The customer's way through the emulator's hosted page; answers the token in the return URL's fragment. */
export async function answerQuestions(url: string, choice: "accept" | "decline"): Promise<string> {
  const post = (path: string, fields: Record<string, string>) =>
    fetch(url + path, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  await post("", { reason: "too_expensive", reason_text: "" });
  let last = await post("/offer", { choice });
  if (choice === "decline") last = await post("/confirm", {});
  const target = new URL(last.headers.get("location") ?? "");
  expect(target.href.startsWith("https://shop.example/api/retent/return#")).toBe(true);
  return new URLSearchParams(target.hash.slice(1)).get("ci_result_token") ?? "";
}
