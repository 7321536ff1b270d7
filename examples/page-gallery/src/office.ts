import { createHmac } from "node:crypto";
import { emulatorDefaults } from "@retent/emulator";
import { createRetent, type Retent } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";

const siteUrl = "https://lumen.example";
const day = 86_400_000;
const today = Date.UTC(2030, 5, 12, 9, 41);
const failing = "user_1042";
const identitySecret = "identity_secret_of_the_page_gallery_7Hq2";
/** Stands for what the hosted page brings back; any other token says itself what it says. */
const visitToken = "a";
const reasons = [
  ...["too_expensive", "not_using", "too_expensive", "missing_feature", "too_expensive"],
  ...["not_using", "switching", "too_expensive", "not_using", "technical_issues", "missing_feature"],
];

/** What a customer decides on the hosted page. */
interface Visit {
  eventId: string;
  userId: string;
  subscription: string;
  sessionId: string;
  claims: Record<string, unknown>;
}

interface OfficeOptions {
  isEmpty?: boolean;
  /** What a form of the page sends. */
  fields?: Record<string, string>;
  /** Whether customers were refused before, by their page and by their identity token. */
  isRefusing?: boolean;
}

/** Opens a page of the operator's, after two months in which one outcome was refused by RetentBase. */
export async function openOffice(
  path: string,
  { isEmpty = false, isRefusing = false, fields }: OfficeOptions = {},
): Promise<Response> {
  const clock = { now: today };
  let ids = 0;
  let visit: Visit | undefined;
  let isPending = false;
  const store = createSqliteStore({ file: ":memory:" });
  const retent: Retent = createRetent({
    apiKey: emulatorDefaults.apiKey,
    resultToken: isEmpty
      ? { secret: emulatorDefaults.signingSecret, audience: emulatorDefaults.workspaceKey }
      : {
          verify: async (token) =>
            token !== visitToken
              ? readPayload(token)
              : {
                  ...{
                    sub: visit?.userId,
                    jti: visit?.eventId,
                    session_id: visit?.sessionId,
                    environment: "sandbox",
                  },
                  ...{ ...visit?.claims, iat: clock.now / 1000, exp: clock.now / 1000 + 60 },
                },
        },
    publicUrl: `${siteUrl}/api/retent`,
    store: {
      ...store,
      async addDailyCounts(counts) {
        const added = store.addDailyCounts?.(counts);
        // Counts are stored a moment later, or once they are read.
        await store.readStatistics?.({ ...counts, from: counts.at, to: counts.at });
        await added;
      },
    },
    identify: () =>
      visit
        ? {
            userId: visit.userId,
            subscriptions: [{ id: visit.subscription, label: "Team" }],
            context: { plan: "Team", mrr: 24, tenureDays: 412 },
          }
        : null,
    isOperator: () => true,
    ...(isRefusing && { identity: { secret: identitySecret, audience: "lumen.outseta.com" } }),
    onResult: ({ outcome }) => {
      clock.now += 1_400;
      if (isPending) return { pending: true };
      return outcome === "recovered"
        ? { outcome }
        : { outcome, effectiveAt: new Date(clock.now + 12 * day).toISOString() };
    },
    brand: { name: "Lumen Notes" },
    log: false,
    fetch: async (input, init) => {
      if (String(input).endsWith("/cancel-link")) return answerLink(visit?.sessionId, clock.now);
      const isRefused = init?.method === "PATCH" && String(input).endsWith(refusedEvent);
      return isRefused
        ? Response.json({ error: { code: "invalid_request" } }, { status: 400 })
        : Response.json({});
    },
    now: () => clock.now,
    newId: () => visit?.eventId ?? toId(1000 + ids++),
  });
  const post = (target: string, fields: object, { cookie = "", origin = siteUrl } = {}) =>
    retent.fetch(
      new Request(`${siteUrl}/api/retent${target}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin, cookie },
        body: JSON.stringify(fields),
      }),
      undefined,
    );

  /** Decides on the hosted page, which takes a moment. */
  async function decide(next: Visit): Promise<void> {
    visit = next;
    const link = await post("/cancel-link", {});
    clock.now += 95_000;
    const cookies = link.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
    await post("/result", { token: visitToken }, { cookie: cookies.join("; ") });
    visit = undefined;
  }

  for (let visits = isEmpty ? 40 : -24; visits < 40; visits += 1) {
    // More of them towards the end of the month, and a few in the month before.
    clock.now = today - Math.round(29 * day * (1 - visits / 40) ** 1.5) - visits * 61_000;
    const index = visits < 0 ? 200 + visits : visits;
    const stays = index % 3 === 0;
    const eventId = toId(index);
    const userId = index === 5 ? failing : `user_${1000 + ((index * 37) % 17)}`;
    const subscription = `sub_${index % 7}`;
    const reason = reasons[index % reasons.length] ?? "other";
    const offer = { type: "discount", label: "50% off for 3 months", accepted: true };
    const outcome = stays ? { outcome: "recovered", offer } : { outcome: "churned" };
    const claims = { ...outcome, reason_key: reason };
    isPending = index % 11 === 7;
    await decide({ eventId, userId, subscription, sessionId: `cs_${index}`, claims });
    await retent.drainOnce();
  }
  clock.now = today;
  if (isRefusing) {
    await post("/cancel-link", { identity: signIdentity({ aud: "lumen-test.outseta.com" }) });
    clock.now += 40_000;
    await post("/cancel-link", {}, { origin: "https://www.lumen.example" });
    clock.now += 85_000;
    for (const _ of [1, 2, 3]) await post("/cancel-link", {});
  }
  const request = new Request(`${siteUrl}/api/retent/admin${path}`, {
    headers: { accept: "text/html" },
    ...(fields && { method: "POST", body: new URLSearchParams(fields) }),
  });
  return retent.fetch(request, undefined);
}

/** The set-up page. Its integrity hash is another one after each change of the button. */
export async function openSetup(options: Omit<OfficeOptions, "isEmpty"> = {}): Promise<Response> {
  const page = await openOffice("/setup", { ...options, isEmpty: true });
  const text = (await page.text()).replaceAll(/sha384-[\w+/]+/g, `sha384-${"x".repeat(64)}`);
  return new Response(text, page);
}

/** What a membership tool gives a customer's page. */
function signIdentity(claims: object): string {
  const seconds = today / 1000;
  const parts = [
    { alg: "HS256", typ: "JWT" },
    { sub: "user_ada", iat: seconds, exp: seconds + 600, ...claims },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
  const signature = createHmac("sha256", identitySecret).update(parts.join(".")).digest("base64url");
  return [...parts, signature].join(".");
}

function readPayload(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}

/** Ids that look random and are the same each time. */
function toId(index: number): string {
  const hex = (((index + 1) * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, "0");
  return `${hex}-7d05-4c1e-9b57-0a6d2f3c4e5b`;
}

/** The event of the outcome that was refused. */
export const refusedEvent = toId(5);

/** RetentBase's answer to a request for a link. */
function answerLink(sessionId: string | undefined, now: number): Response {
  return Response.json({
    url: `https://cancel.retentbase.com/s/${sessionId}`,
    session_id: sessionId,
    expires_at: new Date(now + 1_800_000).toISOString(),
    environment: "sandbox",
  });
}
