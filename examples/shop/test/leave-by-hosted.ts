/**
 * Goes a customer's way through the hosted page without a browser, and returns the token of the return URL's fragment.
 *
 * @param returnUrl where the customer has to come back
 */
export async function leaveByHosted(hostedUrl: string, returnUrl: string): Promise<string> {
  const post = (path: string, fields: Record<string, string>) =>
    fetch(hostedUrl + path, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  await post("", { reason: "too_expensive" });
  await post("/offer", { choice: "decline" });
  const { headers } = await post("/confirm", {});
  const target = new URL(headers.get("location") ?? "");
  if (target.origin + target.pathname !== returnUrl) throw new Error(`the customer came back to ${target}`);
  return new URLSearchParams(target.hash.slice(1)).get("ci_result_token") ?? "";
}
