import type { OnResult } from "../../src/billing/billing.ts";
import type { Customer } from "../../src/customer.ts";
import { startServer } from "../server-under-test.ts";

// A shop that knows of its customer what billing can know: account, subscription, price and next payment.

export const customer: Customer = {
  userId: "user_1",
  accountName: "ada@mail.example",
  subscriptions: [{ id: "sub_1", label: "Team", price: "€24.00 / month", renewsAt: "2026-03-28T10:00:00Z" }],
};
export const price = "<dt>Price</dt><dd><bdi>€24.00 / month</bdi></dd>";
export const nextPayment = "<dt>Next payment</dt><dd>March 28, 2026</dd>";
export const whose = [
  "<dt>Subscription</dt><dd><bdi>Team</bdi>",
  "<dt>Account</dt><dd><bdi>ada@mail.example</bdi>",
];

export const toPeriodEnd: OnResult = ({ outcome }) =>
  outcome === "churned" ? { outcome, effectiveAt: "2026-03-28T10:00:00Z" } : { outcome };

export type ShopOptions = Parameters<typeof startServer>[0];

export async function startShop(options: ShopOptions = {}) {
  const server = await startServer({ identify: () => customer, onResult: toPeriodEnd, ...options });
  const open = async (path: string) => (await server.browser.get(path, { accept: "text/html" })).text();
  return { ...server, open };
}
