import { type Html, html } from "@retent/retentbase/internal";
import type { Config } from "../../app.ts";
import type { Refusal } from "../../health/refusal-monitor.ts";
import { explainIdentityRefusal } from "../../identity-refusals.ts";
import { toSentence } from "./finding-list.ts";
import { badge, facts, moment } from "./operator-layout.ts";

type Sites = Pick<Config, "allowedOrigins">;

/** Why customers could not start, with what came and what was expected. */
export function refusalPart(config: Sites, refusals: readonly Refusal[]): Html {
  if (refusals.length === 0)
    return html`<p>None since this server started. If a customer reads “Please sign in”, the cause is here.</p>`;
  return html`<p>Why customers, or strangers, could not start. The newest is first.</p>
<ul class="rows findings">${refusals.map((refusal) => {
    const { at, count } = refusal;
    return html`<li class="row"><div class="head"><h3>${moment(at)}</h3>${count === 1 ? null : badge(`${count} times`, "quiet")}</div><div>${describe(config, refusal)}</div></li>`;
  })}</ul>`;
}

function describe({ allowedOrigins }: Sites, { reason, origin, found, expected }: Refusal): Html {
  if (reason === "origin")
    return html`<p>A page asked to cancel that is not on one of your sites.</p>
${compare(origin ?? "a page that hides its address", [...allowedOrigins].join(", "))}
${whatToDo("If it is your site, add its address to the setting RETENT_SITE_ORIGINS (siteOrigins in code) and restart the server. If you do not know it, there is nothing to do.")}`;
  const { cause, remedy } = explainIdentityRefusal(reason) ?? {
    cause: reason,
    remedy: "look for the same moment in the server's log",
  };
  return html`<p>${toSentence(cause)}</p>${expected === undefined ? null : compare(found ?? "nothing", expected)}${whatToDo(toSentence(remedy))}`;
}

function whatToDo(remedy: string): Html {
  return html`<p><b>What to do:</b> ${remedy}</p>`;
}

function compare(found: string, expected: string): Html {
  return html`<div class="compared">${facts([
    ["Received", found],
    ["Expected", expected],
  ])}</div>`;
}
