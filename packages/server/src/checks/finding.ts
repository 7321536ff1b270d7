/** The result of one check of the set-up. */
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
