import { type Html, html } from "@retent/retentbase/internal";
import type { Finding } from "../../checks/finding.ts";
import { badge, type Tone } from "./operator-layout.ts";

const tones: Record<Finding["status"], [label: string, tone: Tone]> = {
  ok: ["OK", "good"],
  warning: ["Warning", "warn"],
  failed: ["Failed", "danger"],
};

/** How the checks went, in one sentence. */
export function verdict(findings: readonly Finding[]): Html {
  const count = (status: Finding["status"]) => findings.filter((finding) => finding.status === status).length;
  const all = `${findings.length} ${findings.length === 1 ? "check" : "checks"}`;
  if (count("failed") > 0)
    return html`<p class="tone danger"><b>${count("failed")} of ${all} failed.</b></p>`;
  const warnings = count("warning");
  return warnings > 0
    ? html`<p class="tone warn"><b>No check failed.</b> ${warnings} of ${all} ${warnings === 1 ? "warns" : "warn"} you.</p>`
    : html`<p class="tone good"><b>${all} passed.</b></p>`;
}

/** What failed comes first. */
export function findingList(findings: readonly Finding[]): Html {
  const order = ["failed", "warning", "ok"] as const;
  return steps(order.flatMap((status) => findings.filter((finding) => finding.status === status)));
}

/** In the order in which they are given. */
export function steps(findings: readonly Finding[]): Html {
  return html`<ul class="rows findings">${findings.map((finding) => {
    const [label, tone] = tones[finding.status];
    return html`<li class="row"><div class="head"><h3>${capitalize(finding.name)}</h3>${badge(label, tone)}</div><div>${
      finding.status === "failed"
        ? html`<p>${toSentence(finding.cause)}</p><p><b>What to do:</b> ${toSentence(finding.remedy)}</p>`
        : html`<p>${toSentence(finding.detail)}</p>`
    }</div></li>`;
  })}</ul>`;
}

/** The checks' words are short, for a terminal. */
export function toSentence(text: string): string {
  return capitalize(text).replaceAll("'", "’") + (/[.!?]$/.test(text) ? "" : ".");
}

/** An option's name or an address at the beginning stays as it is. */
function capitalize(text: string): string {
  return text.replace(
    /^[a-z]+(?!:\/\/)(?=[\s'’,;:-]|$)/,
    (word) => word.charAt(0).toUpperCase() + word.slice(1),
  );
}
