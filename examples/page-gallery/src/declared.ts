import { emulatorDefaults } from "@retent/emulator";
import { createRetent } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import { readFields } from "./show.ts";

const siteUrl = "https://lumen.example";
const hour = 3_600_000;

/** What people have declared within two days, and whose contract it was as far as it was found. */
const declared = [
  { preset: "de", name: "Ada Beispiel", contract: "Team", email: "ada@mail.example" },
  {
    ...{ preset: "de", kind: "for_cause", name: "Tariq Haddad", contract: "Kundennummer 20417" },
    ...{ email: "tariq@mail.example", reason: "Seit drei Wochen kann ich meine Notizen nicht öffnen." },
  },
  { preset: "fr", name: "Zoé Exemple", contract: "Solo", email: "zoe@mail.example", end: "2030-09-30" },
  { preset: "eu-withdrawal", name: "Jonas Lind", contract: "Team", email: "jonas@other.example" },
];
const customers = new Map([
  ["tariq@mail.example", "user_1007"],
  ["zoe@mail.example", "user_1011"],
]);

interface DeclarationsOffice {
  list(): Promise<Response>;
  /** One whose customer has to be found. */
  first(): Promise<Response>;
  /** One that ends a contract for cause. */
  forCause(): Promise<Response>;
  /** The same beside a customer whom the operator has named. */
  match(): Promise<Response>;
  /** What is asked before that customer's subscription is ended, who is not the one that was found. */
  other(): Promise<Response>;
  /** What is asked before the first one is rejected. */
  reject(): Promise<Response>;
}

/** Opens a page of the operator's about what was declared without an account. */
export async function openDeclarations(
  open: (office: DeclarationsOffice) => Promise<Response>,
): Promise<Response> {
  const clock = { now: Date.UTC(2030, 5, 12, 9, 41) };
  let ids = 0;
  const retent = createRetent({
    apiKey: emulatorDefaults.apiKey,
    resultToken: { verify: async () => null },
    publicUrl: `${siteUrl}/api/retent`,
    store: createSqliteStore({ file: ":memory:" }),
    identify: () => null,
    isOperator: () => true,
    billing: {
      onResult: ({ outcome }) => ({ outcome }),
      context: async () => ({ plan: "Team", mrr: 24, tenureDays: 412 }),
      subscriptions: async () => [
        { id: "sub_1", label: "Team", price: "€24.00 / month", renewsAt: "2030-07-01T00:00:00Z" },
        { id: "sub_2", label: "Solo", price: "€8.00 / month", endsIfCancelled: "2030-06-21T00:00:00Z" },
      ],
    },
    declarations: {
      presets: ["de", "fr", "eu-withdrawal"],
      findCustomer: ({ email }) => {
        const userId = customers.get(email ?? "");
        return userId === undefined ? null : { userId, email };
      },
    },
    mail: { from: "hello@lumen.example", send: async () => {} },
    brand: { name: "Lumen Notes" },
    log: false,
    fetch: async () => Response.json({}),
    now: () => clock.now,
    newId: () => `${(0x3f2a9c41 + 0x1357_9bdf * ids++).toString(16).slice(-8)}-7d05-4c1e-9b57-0a6d2f3c4e5b`,
  });
  const send = (path: string, fields?: Record<string, string>) =>
    retent.fetch(
      new Request(`${siteUrl}/api/retent${path}`, {
        headers: { accept: "text/html", origin: siteUrl },
        ...(fields && { method: "POST", body: new URLSearchParams(fields) }),
      }),
      undefined,
    );
  const places: string[] = [];
  for (const [index, fields] of declared.entries()) {
    // How many ids the outbox needs between two depends on how its lanes take turns.
    ids = 1000 * index;
    const page = await (await send(`/cancel?preset=${fields.preset}`)).text();
    const sent = await send("/declaration", { ...readFields(page), step: "send", ...fields });
    places.push(new URL(sent.headers.get("location") ?? "", siteUrl).searchParams.get("id") ?? "");
    await retent.drainOnce();
    clock.now += 9 * hour;
  }
  const show = (index: number, query = "") =>
    send(`/admin?declaration=${encodeURIComponent(places[index] ?? "")}${query}`);
  return open({
    list: () => send("/admin?view=declarations"),
    first: () => show(0),
    forCause: () => show(1),
    match: () => show(1, "&confirm=match&user=user_1042"),
    other: () =>
      send("/admin", {
        ...{ do: "match", declaration: places[1] ?? "", user: "user_1042" },
        ...{ subscription: "sub_1", date: "2030-06-30" },
      }),
    reject: () => show(0, "&confirm=reject"),
  });
}
