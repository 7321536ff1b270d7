const effects: Record<string, (form: URLSearchParams) => Record<string, unknown>> = {
  status: (form) => ({ status: parseNumber(form.get("status")), retryAfter: parseRetryAfter(form) }),
  drop: () => ({ drop: true }),
  loseAnswer: () => ({ loseAnswer: true }),
  hang: () => ({ hang: true }),
  delay: () => ({}),
};

/** Turns the inspector's form into a fault; it is checked afterwards like one that came as JSON. */
export function parseFaultForm(form: URLSearchParams): Record<string, unknown> {
  return {
    endpoint: form.get("endpoint") ?? undefined,
    times: parseNumber(form.get("times")),
    delayMs: parseNumber(form.get("delayMs")),
    ...effects[form.get("effect") ?? ""]?.(form),
  };
}

function parseRetryAfter(form: URLSearchParams): number | string | undefined {
  const text = form.get("retryAfter") ?? "";
  return /^\d*$/.test(text) ? parseNumber(text) : text;
}

/** Undefined for a field that was left empty. */
function parseNumber(text: string | null): number | undefined {
  return text === null || text.trim() === "" ? undefined : Number(text);
}
