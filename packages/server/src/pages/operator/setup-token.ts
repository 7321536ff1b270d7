import { type Html, html } from "@retent/retentbase/internal";
import type { ExaminedToken, ShownClaim } from "../../checks/examine-token.ts";
import { findingList } from "./finding-list.ts";
import { badge, facts } from "./operator-layout.ts";

/** What is in a token that was pasted, and whether this server would take it. */
export function tokenPart(action: string, token: ExaminedToken | undefined): Html {
  return html`${
    token === undefined
      ? html`<p>A result token, or the address that has one, or an identity token of your membership tool. It is neither kept nor logged.</p>`
      : html`${tokenVerdict(token)}${findingList(token.findings)}
${token.header.length === 0 ? null : html`<div class="columns claims"><div><h3>Header</h3>${facts(token.header)}</div><div><h3>Claims</h3>${facts(token.claims.map(({ name, value, expected }) => [name, describeClaim(value, expected)]))}</div></div>`}`
  }
<form method="post" action="${action}#token">
<input type="hidden" name="do" value="token">
<label>${token === undefined ? "Token" : "Another token"} <textarea name="token" rows="3" required maxlength="16000" autocomplete="off" autocapitalize="off" spellcheck="false"></textarea></label>
<div class="actions"><button>Check it</button></div>
</form>`;
}

function tokenVerdict({ isAccepted }: ExaminedToken): Html {
  if (isAccepted === undefined) return html`<p class="tone warn"><b>This server reads no such token.</b></p>`;
  return isAccepted
    ? html`<p class="tone good"><b>This token would be accepted.</b></p>`
    : html`<p class="tone danger"><b>This token would be refused.</b></p>`;
}

/** A claim that has to be what is configured says whether it is. */
function describeClaim(value: string | undefined, expected: ShownClaim["expected"]): Html {
  const shown = value === undefined ? html`missing` : html`<bdi>${value}</bdi>`;
  if (!expected) return shown;
  return expected.isMet
    ? html`${shown} ${badge("Matches", "good")}`
    : html`${shown} ${badge("Does not match", "danger")}<small>Expected: <bdi>${expected.value}</bdi></small>`;
}
