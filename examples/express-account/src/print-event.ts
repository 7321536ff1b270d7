import type { RetentEvent } from "@retent/server";

/** One line an event, so that the terminal shows a cancellation's life; requests alone say nothing of it. */
export function printEvent({ type, ...details }: RetentEvent): void {
  if (type === "answered") return;
  const facts = Object.entries(details)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value instanceof Error ? messageOf(value) : JSON.stringify(value)}`);
  console.log(`[retent] ${type} ${facts.join(" ")}`);
}

function messageOf(error: Error): string {
  return JSON.stringify(
    error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message,
  );
}
