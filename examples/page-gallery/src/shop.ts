import {
  type Brand,
  type CancellationResult,
  type Customer,
  createRetent,
  type Retent,
} from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";

const siteUrl = "https://lumen.example";
const now = Date.UTC(2030, 5, 12, 9, 41);

export interface ShopOptions {
  /** Who is signed in. Default: a customer with one subscription. */
  customer?: Customer | null;
  /** What the company's brand has besides. */
  brand?: Brand;
  /** What billing answers. Default: the subscription ends with the month. */
  onResult?: (
    result: CancellationResult,
  ) =>
    | { outcome: "churned" | "recovered"; effectiveAt?: string; metadata?: Record<string, string> }
    | { pending: true };
  /** What the customer decided on the hosted page. */
  decision?: Record<string, unknown>;
  /** Whether customers leave without signing in, on the pages of the laws. */
  declares?: boolean;
}

const storageLabels: Record<string, string> = { de: "Speicher, 200 GB", ar: "تخزين، 200 غيغابايت" };

/** A monthly price as a shop in the customer's language would write it, e.g. `€24.00 / month`. */
export function toPrice(euros: number, language: string): string {
  const price = new Intl.NumberFormat(language, { style: "currency", currency: "EUR" }).format(euros);
  const month = new Intl.DisplayNames(language, { type: "dateTimeField" }).of("month");
  return `${price} / ${month}`;
}

/** A customer with one subscription. */
export function toAda(language: string): Customer {
  return {
    userId: "user_ada",
    accountName: "ada@mail.example",
    subscriptions: [
      {
        ...{ id: "sub_team", label: "Team", price: toPrice(24, language) },
        ...{ renewsAt: "2030-07-01T00:00:00Z", endsIfCancelled: "2030-07-01T00:00:00Z" },
      },
    ],
  };
}

export function toAdaWithTwo(language: string): Customer {
  const { subscriptions = [], ...ada } = toAda(language);
  const storage = {
    id: "sub_storage",
    label: storageLabels[language] ?? "Storage, 200 GB",
    price: toPrice(3, language),
    renewsAt: "2030-06-20T00:00:00Z",
  };
  return { ...ada, subscriptions: [...subscriptions, storage] };
}

/** A browser in front of a shop's server, both of which live in this process. */
export interface Shop {
  /** Opens a page, in the language that was asked for. */
  get(path: string): Promise<Response>;
  /** Posts a form of a page. */
  post(path: string, fields: Record<string, string>): Promise<Response>;
  /** Comes back from the hosted page with a decision, and opens the page that says how it ended. */
  comeBack(): Promise<Response>;
  /** Opens the link of the mail that asks for a confirmation. */
  openMail(): Promise<Response>;
  /** Has the operator reject a declaration. */
  reject(declaration: string): Promise<Response>;
}

export function openShop(language: string, options: ShopOptions = {}): Shop {
  const { customer = toAda(language), decision, declares = false } = options;
  const mails: { text: string }[] = [];
  const retent: Retent = createRetent({
    apiKey: "key_of_the_page_gallery",
    resultToken: { verify: async () => ({ ...decision, exp: now / 1000 + 60, iat: now / 1000 }) },
    publicUrl: `${siteUrl}/api/retent`,
    store: createSqliteStore({ file: ":memory:" }),
    identify: () => customer,
    onResult: options.onResult ?? (() => ({ outcome: "churned", effectiveAt: "2030-07-01T00:00:00Z" })),
    brand: {
      name: "Lumen Notes",
      color: "#0f766e",
      legalName: "Lumen Notes Ltd",
      address: "1 Example Street, Dublin 2, Ireland",
      supportUrl: "https://lumen.example/help",
      ...options.brand,
    },
    ...(declares && {
      declarations: {
        presets: ["de", "fr", "eu-withdrawal"],
        proofAddress: "proof@lumen.example",
        findCustomer: ({ email }) => ({ userId: "user_ada", email }),
      },
      mail: { from: "hello@lumen.example", send: async (message) => void mails.push(message) },
      isOperator: () => true,
    }),
    log: false,
    fetch: async () => answerLink(),
    now: () => now,
    newId: () => "3f2a9c41-7d05-4c1e-9b57-0a6d2f3c4e5b",
  });
  const cookies = new Map<string, string>();

  async function send(path: string, init: RequestInit): Promise<Response> {
    const headers = {
      "accept-language": language,
      accept: "text/html",
      origin: siteUrl,
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      ...(init.headers as Record<string, string>),
    };
    const response = await retent.fetch(new Request(new URL(path, siteUrl), { ...init, headers }), undefined);
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const next = response.headers.get("location");
    return next?.startsWith(siteUrl) || next?.startsWith("/") ? send(next, { method: "GET" }) : response;
  }

  const shop: Shop = {
    get: (path) => send(`/api/retent${path}`, { method: "GET" }),
    post: (path, fields) => send(`/api/retent${path}`, { method: "POST", body: new URLSearchParams(fields) }),
    async comeBack() {
      await shop.post("/cancel-link", {});
      const response = await send("/api/retent/result", {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ token: "a" }),
      });
      return shop.get(`/return?event=${response.headers.get("retent-event")}`);
    },
    async openMail() {
      await retent.drainOnce();
      const [link = ""] = /^https:\S+\/declaration\/confirm\?\S+$/m.exec(mails[0]?.text ?? "") ?? [];
      return send(link, { method: "GET" });
    },
    reject: (declaration) => shop.post("/admin", { do: "reject", declaration, reason: "No such contract." }),
  };
  return shop;
}

/** RetentBase's answer to a request for a link. */
function answerLink(): Response {
  return Response.json({
    url: "https://cancel.retentbase.com/s/cs_1",
    session_id: "cs_1",
    expires_at: new Date(now + 1_800_000).toISOString(),
    environment: "sandbox",
  });
}
