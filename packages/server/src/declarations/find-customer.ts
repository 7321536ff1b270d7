import * as z from "zod";
import { isUserId, subscriptionIdSchema } from "../customer.ts";
import type { Declaration } from "./declaration.ts";

/** What a declaration says of the person and the contract. */
export type DeclaredBy = Pick<Declaration, "name" | "contract" | "email">;

/** A customer whom the host app found. */
export interface FoundCustomer {
  /** The merchant's stable id of the customer. */
  userId: string;
  /**
   * The e-mail address that the host app has of the customer. Only if it is the declared one does the link in the mail
   * show that the declaration comes from the customer; otherwise the operator has to confirm it.
   */
  email?: string | null;
  /** Billing's id of the subscription, if the contract names one. Default: the only one that billing lists. */
  subscription?: string | null;
}

/**
 * Finds whose contract a declaration is about. It is called apart from the request, so that neither the page nor its
 * timing says whether there is such a customer.
 *
 * @example
 * import type { FindCustomer } from "@retent/server";
 *
 * const customers = new Map([["alex@example.com", { id: "user_1", email: "alex@example.com" }]]);
 * const findCustomer: FindCustomer = async ({ email }) => {
 *   const customer = customers.get(email ?? "");
 *   return customer ? { userId: customer.id, email: customer.email } : null;
 * };
 */
export type FindCustomer = (
  declared: DeclaredBy,
) => FoundCustomer | null | undefined | Promise<FoundCustomer | null | undefined>;

const foundSchema = z
  .object({
    userId: z.string().refine(isUserId),
    email: z.string().nullish(),
    subscription: subscriptionIdSchema.nullish(),
  })
  .nullish();

/**
 * Asks the host app.
 *
 * @throws {TypeError} if it returns something else than a customer or null
 */
export async function findDeclaredCustomer(
  findCustomer: FindCustomer,
  declared: DeclaredBy,
): Promise<Pick<Declaration, "userId" | "subscription" | "isKnownEmail"> | undefined> {
  const { data: found, error } = foundSchema.safeParse(await findCustomer(declared));
  if (error) throw new TypeError("findCustomer: return { userId, email?, subscription? } or null");
  if (!found) return undefined;
  const { userId, email, subscription } = found;
  return { userId, subscription: subscription ?? null, isKnownEmail: isSameEmail(email, declared.email) };
}

/** Whether both are given and are the same address. */
export function isSameEmail(a: string | null | undefined, b: string | null): boolean {
  return typeof a === "string" && b !== null && toComparable(a) === toComparable(b);
}

/** Only what no mail host tells apart: letters' case in ASCII. Other letters that look alike are other addresses. */
function toComparable(email: string): string {
  return email.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
