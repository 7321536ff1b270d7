import type { Redact } from "@retent/retentbase/internal";
import type { Finding } from "@retent/server/internal";
import { stripControlCharacters } from "../strip-control-characters.ts";

export { type Finding, failed, passed, warning } from "@retent/server/internal";

const labels = { ok: "ok", warning: "WARN", failed: "FAIL" };

/** The finding on one line. */
export function formatFinding(finding: Finding): string {
  const text = finding.status === "failed" ? `${finding.cause} – ${finding.remedy}` : finding.detail;
  return `${stripControlCharacters(`${labels[finding.status]} ${finding.name}: ${text}`).replace(/\s+/g, " ")}\n`;
}

/** The finding without secrets that other servers may have put into it. */
export function redactFinding(finding: Finding, redact: Redact): Finding {
  return Object.fromEntries(Object.entries(finding).map(([key, text]) => [key, redact(text)])) as Finding;
}
