import { createEmulator } from "@retent/emulator";

type Step = "reason" | "offer" | "confirm" | "inspector";

/** Goes through the emulator's hosted page, up to one of its steps, or to the end and then to the inspector. */
export async function openHosted(step: Step): Promise<Response> {
  let ids = 0;
  const newId = () => `00000000-7d05-4c1e-9b57-${String(ids++).padStart(12, "0")}`;
  const emulator = await createEmulator({
    port: 0,
    shopName: "Lumen Notes",
    now: () => Date.UTC(2030, 5, 12, 9, 41),
    newId,
  });
  const call = (method: string, path: string, body: unknown) =>
    fetch(`${emulator.url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${emulator.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  try {
    const link = await call("POST", "cancel-link", {
      userId: "user_ada",
      environment: "sandbox",
      returnUrl: "http://localhost/back",
      context: { plan: "Team", mrr: 24 },
    });
    const { url } = (await link.json()) as { url: string };
    let page = await fetch(url);
    if (step !== "reason")
      page = await post(url, { reason: "too_expensive", reason_text: "My budget was cut." });
    if (step === "confirm" || step === "inspector") page = await post(`${url}/offer`, { choice: "decline" });
    if (step === "inspector") {
      // It leads back to the shop, which isn't there.
      await post(`${url}/confirm`, {}, "manual");
      const [event] = emulator.state().events;
      await call("PATCH", `cancellations/${event?.eventId}`, { outcome: "churned" });
      page = await fetch(emulator.url);
    }
    const style = await (await fetch(`${emulator.url}/emulator.css`)).text();
    const body = (await page.text())
      .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${style}</style>`)
      // The emulator is gone by then: the page is shown as while it is connected.
      .replace(/<script>[\s\S]*<\/script>/, "")
      .replace(/data-state="off">[^<]*/, 'data-state="on">Live')
      .replaceAll(emulator.url, "http://localhost:4010");
    return new Response(body, { headers: { "content-type": "text/html; charset=utf-8" } });
  } finally {
    await emulator.close();
  }
}

function post(
  url: string,
  fields: Record<string, string>,
  redirect: "follow" | "manual" = "follow",
): Promise<Response> {
  return fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect });
}
