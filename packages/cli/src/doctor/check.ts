/** What one check found. */
export type Finding =
  | { name: string; isFine: true; isWarning?: true; detail: string }
  | { name: string; isFine: false; cause: string; mend: string };

/** A check that found nothing wrong. */
export function fine(name: string, detail: string): Finding {
  return { name, isFine: true, detail };
}

/** A check that found something that works and is probably not meant so. */
export function warning(name: string, detail: string): Finding {
  return { name, isFine: true, isWarning: true, detail };
}

/** A check that found something wrong. */
export function broken(name: string, cause: string, mend: string): Finding {
  return { name, isFine: false, cause, mend };
}

/** The finding on one line. */
export function lineOf(finding: Finding): string {
  const text = finding.isFine
    ? `${finding.isWarning ? "WARN" : "ok"} ${finding.name}: ${finding.detail}`
    : `FAIL ${finding.name}: ${finding.cause} – ${finding.mend}`;
  return `${text.replace(/\s+/g, " ")}\n`;
}
