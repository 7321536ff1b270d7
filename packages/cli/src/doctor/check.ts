/** The result of one check. */
export type Finding =
  | { name: string; status: "ok" | "warning"; detail: string }
  | { name: string; status: "failed"; cause: string; remedy: string };

/** A check that found nothing wrong. */
export function passed(name: string, detail: string): Finding {
  return { name, status: "ok", detail };
}

/** A check that found something that works but is probably a mistake. */
export function warning(name: string, detail: string): Finding {
  return { name, status: "warning", detail };
}

/** A check that found something wrong. */
export function failed(name: string, cause: string, remedy: string): Finding {
  return { name, status: "failed", cause, remedy };
}

const labels = { ok: "ok", warning: "WARN", failed: "FAIL" };

/** The finding on one line. */
export function formatFinding(finding: Finding): string {
  const text = finding.status === "failed" ? `${finding.cause} – ${finding.remedy}` : finding.detail;
  return `${labels[finding.status]} ${finding.name}: ${text}`.replace(/\s+/g, " ").concat("\n");
}
