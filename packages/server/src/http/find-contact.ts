import type { Contact } from "../cancellation/cancellation.ts";
import type { Customer } from "../customer.ts";
import type { RouteContext } from "./route.ts";

/** Where a customer who begins a cancellation gets receipts by mail, in the language of the page; null if nowhere. */
export async function findContact(
  { app, wording }: RouteContext,
  { email }: Pick<Customer, "email">,
): Promise<Contact | null> {
  // What is not needed is not stored.
  if (!app.services.mailer || email === undefined) return null;
  return { email, language: (await wording()).language };
}
