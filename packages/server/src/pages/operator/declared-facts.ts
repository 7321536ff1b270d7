import { type Html, html } from "@retent/retentbase/internal";
import type { Declaration } from "../../declarations/declaration.ts";
import { facts, moment } from "./operator-layout.ts";
import { declarationKinds, lawTerms } from "./terms.ts";

const languageNames = new Intl.DisplayNames("en", { type: "language" });

/** What was declared, under English labels; and as the customer read and sent it, one click away. */
export function declaredFacts(declaration: Declaration): Html {
  const { kind, name, contract, wishedEnd, reason, email, postalAddress } = declaration;
  const { receivedAtMs, preset, language, statement } = declaration;
  return html`${facts([
    ["Kind", declarationKinds[kind].long],
    ["Name", name],
    ["Contract", contract],
    ["Wished end", wishedEnd ?? (kind === "ordinary" ? "As soon as possible" : null)],
    ["Reason", reason],
    ["Email", email],
    ["Postal address", postalAddress],
    ["Received", moment(receivedAtMs)],
    ["Law", lawTerms[preset]],
  ])}<details><summary>Word for word, in ${languageNames.of(language)}</summary><div lang="${language}">${facts(
    [["Page", statement.title], ...statement.lines, ["Button", statement.confirm]],
  )}</div></details>`;
}
