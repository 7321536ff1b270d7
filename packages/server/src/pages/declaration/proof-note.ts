import { type Html, html } from "@retent/retentbase/internal";
import type { Config } from "../../app.ts";
import type { Declaration } from "../../declarations/declaration.ts";
import type { PageConfig } from "../layout.ts";
import type { LawWords } from "./law-words.ts";

export type ProofConfig = PageConfig & Pick<Config, "declarations">;

/** Where proof of a reason can be sent: one line each. */
export function toProofLines({ brand, declarations }: Pick<Config, "brand" | "declarations">): string[] {
  const lines = [declarations?.proofAddress, brand.address?.replaceAll("\n", ", ")];
  return lines.filter((line) => line !== undefined);
}

/** Where a customer who has declared a reason can send proof of it; null where the law does not ask for that. */
export function proofNote(
  config: ProofConfig,
  { kind }: Pick<Declaration, "kind">,
  { proof }: Pick<LawWords, "proof">,
): Html | null {
  const lines = toProofLines(config);
  if (!proof || kind !== "for_cause" || lines.length === 0) return null;
  return html`<p>${proof}${lines.map((line) => html`<br><bdi>${line}</bdi>`)}</p>`;
}
