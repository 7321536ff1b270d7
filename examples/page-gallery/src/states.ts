import { declarationStates } from "./declaration-states.ts";
import { openDeclarations } from "./declared.ts";
import { openHosted } from "./hosted.ts";
import { openOffice, openSetup, refusedEvent } from "./office.ts";
import { type Shop, toAda, toAdaWithTwo, toPrice } from "./shop.ts";
import { readFields, type Show, show } from "./show.ts";

const offerLabels: Record<string, string> = {
  de: "50 % Rabatt für 3 Monate",
  ar: "خصم 50% لمدة 3 أشهر",
};
const facts = { sub: "user_ada", jti: "token_1", session_id: "cs_1", environment: "sandbox" };
const left = { ...facts, outcome: "churned", reason_key: "too_expensive" };
const stayed = { ...facts, outcome: "recovered" };

/** Confirms on the plain page, and gets the receipt. */
async function confirm(shop: Shop, query = ""): Promise<Response> {
  const page = await (await shop.get(`/cancel${query}`)).text();
  return shop.post("/cancel", readFields(page));
}

/** Comes back from the hosted page, without anything that says how it ended. */
async function returnOpen(shop: Shop): Promise<Response> {
  await shop.post("/cancel-link", {});
  return shop.get("/return");
}

/** What an operator may paste: a token of another workspace, long expired. */
const expiredToken = [
  { alg: "HS256", typ: "JWT" },
  { ...left, iss: "https://cancel.retentbase.com", aud: "ws_other", iat: 1_900_000_000, exp: 1_900_000_600 },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
  .concat("c2lnbmF0dXJl")
  .join(".");

const pending = () => ({ pending: true }) as const;
const kept = () => ({ outcome: "recovered" }) as const;

/** Every page that a customer can meet, in every state. */
export const states: Record<string, Show> = {
  plain: show((shop) => shop.get("/cancel")),
  "plain-unread": show(async (shop) => {
    await shop.post("/cancel-link", {});
    return shop.get("/cancel?event=3f2a9c41-7d05-4c1e-9b57-0a6d2f3c4e5b&unread");
  }),
  "plain-withdrawal": show((shop) => shop.get("/cancel?preset=eu-withdrawal")),
  "plain-germany": show((shop) => shop.get("/cancel?preset=de"), { customer: toAda("de") }),
  "plain-france": show((shop) => shop.get("/cancel?preset=fr"), { customer: toAda("fr") }),
  choose: show(
    (shop) => shop.get("/choose"),
    (language) => ({ customer: toAdaWithTwo(language) }),
  ),
  "choose-missing": show(
    (shop) => shop.post("/choose", {}),
    (language) => ({ customer: toAdaWithTwo(language) }),
  ),
  "receipt-pending": show((shop) => confirm(shop), { onResult: pending }),
  "receipt-ends": show((shop) => confirm(shop)),
  keep: show(async (shop) => {
    await confirm(shop);
    return shop.get("/keep");
  }),
  kept: show(
    async (shop) => {
      await confirm(shop);
      return shop.post("/keep", { event: "" });
    },
    {
      onResult: ({ outcome }) =>
        outcome === "recovered" ? kept() : { outcome, effectiveAt: "2030-07-01T00:00:00Z" },
    },
  ),
  "keep-nothing": show((shop) => shop.get("/keep")),
  "return-saving": show(returnOpen),
  "return-undecided": show(returnOpen),
  "return-refused": show(returnOpen),
  "return-unreachable": show(returnOpen),
  left: show((shop) => shop.comeBack(), { decision: left }),
  "left-with-logo": show((shop) => shop.comeBack(), {
    decision: left,
    brand: { logoUrl: "https://lumen.example/logo.svg" },
  }),
  "left-pending": show((shop) => shop.comeBack(), { decision: left, onResult: pending }),
  stayed: show((shop) => shop.comeBack(), { decision: stayed, onResult: kept }),
  "stayed-with-offer": show(
    (shop) => shop.comeBack(),
    (language) => ({
      decision: {
        ...stayed,
        offer: { type: "discount", label: offerLabels[language] ?? "50% off for 3 months", accepted: true },
      },
      onResult: () => ({
        outcome: "recovered",
        metadata: {
          priceBefore: toPrice(24, language),
          priceAfter: toPrice(12, language),
          priceLater: toPrice(24, language),
        },
      }),
    }),
  ),
  "stayed-pending": show((shop) => shop.comeBack(), { decision: stayed, onResult: pending }),
  ...declarationStates,
  "problem-sign-in": show((shop) => shop.get("/cancel"), { customer: null }),
  "problem-not-found": show((shop) => shop.get("/nowhere")),
};

/** The operator's pages, and those that the emulator shows instead of RetentBase: all of them in English. */
export const otherStates: Record<string, Show> = {
  "operator-overview": () => openOffice(""),
  "operator-overview-empty": () => openOffice("", { isEmpty: true }),
  "operator-list": () => openOffice("?view=cancellations"),
  "operator-list-nothing": () => openOffice("?view=cancellations&search=nothing"),
  "operator-customer": () => openOffice("?user=user_1000"),
  "operator-erase": () => openOffice("?confirm=erase&user=user_1000"),
  "operator-erase-unfinished": () => openOffice("?confirm=erase&user=user_1042"),
  "operator-event": () => openOffice(`?event=${refusedEvent}`),
  "operator-outbox": () => openOffice("?view=outbox"),
  "operator-retry": () => openOffice(`?confirm=retry&event=${refusedEvent}`),
  "operator-close": () => openOffice(`?confirm=close&event=${refusedEvent}`),
  "operator-declarations": () => openDeclarations((office) => office.list()),
  "operator-declaration": () => openDeclarations((office) => office.first()),
  "operator-declaration-for-cause": () => openDeclarations((office) => office.forCause()),
  "operator-declaration-match": () => openDeclarations((office) => office.match()),
  "operator-declaration-other": () => openDeclarations((office) => office.other()),
  "operator-declaration-reject": () => openDeclarations((office) => office.reject()),
  "operator-setup": () => openSetup(),
  "operator-setup-checks": () => openSetup({ fields: { do: "check" } }),
  "operator-setup-token": () => openSetup({ fields: { do: "token", token: expiredToken } }),
  "operator-setup-refusals": () => openSetup({ isRefusing: true }),
  "hosted-reason": () => openHosted("reason"),
  "hosted-offer": () => openHosted("offer"),
  "hosted-confirm": () => openHosted("confirm"),
  "hosted-inspector": () => openHosted("inspector"),
};
