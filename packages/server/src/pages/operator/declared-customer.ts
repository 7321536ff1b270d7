import { type Html, html } from "@retent/retentbase/internal";
import type { Declaration } from "../../declarations/declaration.ts";
import { type OperatorConfig, operatorPath } from "./operator-layout.ts";

/** How far the host app's function findCustomer has been asked; `none` if there is none. */
export type CustomerSearch = "none" | "waiting" | "done";

const unknownCustomer: Record<CustomerSearch, string> = {
  none: "Not looked for: you have set no function findCustomer",
  waiting: "Being looked for",
  done: "No customer was found by what was declared",
};

/** Whose contract a declaration is about, and how that was found; null if it does not matter any more. */
export function describeCustomer(
  config: OperatorConfig,
  declaration: Declaration,
  search: CustomerSearch,
): Html | string | null {
  const { userId, status } = declaration;
  if (userId === null) return status === "open" ? unknownCustomer[search] : null;
  return html`<a href="${operatorPath(config, { user: userId })}"><bdi>${userId}</bdi></a><small>${describeFinding(declaration)}</small>`;
}

function describeFinding({ confirmedBy, isKnownEmail }: Declaration): string {
  if (confirmedBy === "session") return "Was signed in";
  if (confirmedBy === "operator") return "Named by you";
  return isKnownEmail
    ? "Found by the email address"
    : "Found by your function findCustomer, with another email address";
}

/** What shows that a declaration comes from the customer. */
export function describeProof({ confirmedBy, isKnownEmail, isMailed }: Declaration): string {
  if (confirmedBy === "session") return "The customer was signed in";
  if (confirmedBy === "operator") return "You have confirmed it";
  if (confirmedBy === null)
    return isMailed ? "None yet: the link in the email has not been used" : "None yet: no email has gone out";
  return isKnownEmail
    ? "The link in the email was used"
    : "None yet: the link in the email was used, but you have another address of this customer";
}
