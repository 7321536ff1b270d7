import { emulatorDefaults } from "@retent/emulator";
import { createRetent, type Retent } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";

const siteUrl = "https://lumen.example";
const day = 86_400_000;
const today = Date.UTC(2030, 5, 12, 9, 41);
const failing = "user_1042";
const reasons = ["too_expensive", "not_using", "missing_feature", "switching"];

/** Opens a page of the operator's, after a month in which one outcome was refused by RetentBase. */
export async function openOffice(path: string, { isEmpty = false } = {}): Promise<Response> {
  const clock = { now: today };
  let ids = 0;
  let signedIn: string | null = null;
  const retent: Retent = createRetent({
    apiKey: emulatorDefaults.apiKey,
    resultToken: {
      verify: async () => ({
        ...{ sub: failing, jti: "token_1", session_id: "cs_1", environment: "sandbox" },
        ...{ outcome: "churned", reason_key: "not_using" },
        ...{ iat: clock.now / 1000, exp: clock.now / 1000 + 60 },
      }),
    },
    publicUrl: `${siteUrl}/api/retent`,
    store: createSqliteStore({ file: ":memory:" }),
    identify: () => (signedIn ? { userId: signedIn, subscriptions: [{ id: "sub_5", label: "Team" }] } : null),
    isOperator: () => true,
    onResult: () => ({ outcome: "churned", effectiveAt: new Date(clock.now + 12 * day).toISOString() }),
    brand: { name: "Lumen Notes" },
    log: false,
    fetch: async (input, init) => {
      if (String(input).endsWith("/cancel-link")) return answerLink(clock.now);
      const isRefused = init?.method === "PATCH" && String(input).endsWith(refusedEvent);
      return isRefused
        ? Response.json({ error: { code: "invalid_request" } }, { status: 400 })
        : Response.json({});
    },
    now: () => clock.now,
    newId: () => (signedIn ? refusedEvent : toId(1000 + ids++)),
  });
  const post = (path: string, fields: object, cookie = "") =>
    retent.fetch(
      new Request(`${siteUrl}/api/retent${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: siteUrl, cookie },
        body: JSON.stringify(fields),
      }),
      undefined,
    );

  /** Leaves by the hosted page, which takes a moment. */
  async function leave(): Promise<void> {
    signedIn = failing;
    const link = await post("/cancel-link", {});
    clock.now += 95_000;
    const cookies = link.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
    await post("/result", { token: "a" }, cookies.join("; "));
    clock.now += 2_000;
    signedIn = null;
  }

  for (let index = 0; index < (isEmpty ? 0 : 40); index += 1) {
    // More of them towards the end of the month.
    clock.now = today - Math.round(29 * day * (1 - index / 40) ** 1.5) - index * 61_000;
    const stays = index % 3 === 0;
    if (index === 5) {
      await leave();
      await retent.drainOnce();
      continue;
    }
    await retent.record({
      eventId: toId(index),
      userId: `user_${1000 + ((index * 37) % 17)}`,
      reasonKey: reasons[index % reasons.length] ?? "other",
      subscription: `sub_${index % 7}`,
      ...(stays && { offer: { type: "discount", label: "50% off for 3 months", accepted: true } }),
      ...(index % 11 !== 7 && {
        settlement: stays
          ? { outcome: "recovered" as const }
          : { outcome: "churned" as const, effectiveAt: new Date(clock.now + 12 * day).toISOString() },
      }),
    });
    await retent.drainOnce();
  }
  clock.now = today;
  const request = new Request(`${siteUrl}/api/retent/admin${path}`, { headers: { accept: "text/html" } });
  return retent.fetch(request, undefined);
}

/** Ids that look random and are the same each time. */
function toId(index: number): string {
  const hex = (((index + 1) * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, "0");
  return `${hex}-7d05-4c1e-9b57-0a6d2f3c4e5b`;
}

/** The event of the outcome that was refused. */
export const refusedEvent = toId(5);

/** RetentBase's answer to a request for a link. */
function answerLink(now: number): Response {
  return Response.json({
    url: "https://cancel.retentbase.com/s/cs_1",
    session_id: "cs_1",
    expires_at: new Date(now + 1_800_000).toISOString(),
    environment: "sandbox",
  });
}
