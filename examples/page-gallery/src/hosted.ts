import { createEmulator } from "@retent/emulator";

/** Goes through the emulator's hosted page, up to one of its steps. */
export async function openHosted(step: "reason" | "offer" | "confirm"): Promise<Response> {
  let ids = 0;
  const newId = () => `00000000-7d05-4c1e-9b57-${String(ids++).padStart(12, "0")}`;
  const emulator = await createEmulator({ port: 0, now: () => Date.UTC(2030, 5, 12, 9, 41), newId });
  try {
    const link = await fetch(`${emulator.url}/api/v1/cancel-link`, {
      method: "POST",
      headers: { authorization: `Bearer ${emulator.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({
        userId: "user_ada",
        environment: "sandbox",
        returnUrl: "http://localhost/back",
      }),
    });
    const { url } = (await link.json()) as { url: string };
    let page = await fetch(url);
    if (step !== "reason")
      page = await post(url, { reason: "too_expensive", reason_text: "My budget was cut." });
    if (step === "confirm") page = await post(`${url}/offer`, { choice: "decline" });
    const style = await (await fetch(`${emulator.url}/emulator.css`)).text();
    const body = (await page.text()).replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${style}</style>`);
    return new Response(body, { headers: { "content-type": "text/html; charset=utf-8" } });
  } finally {
    await emulator.close();
  }
}

function post(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: "POST", body: new URLSearchParams(fields) });
}
