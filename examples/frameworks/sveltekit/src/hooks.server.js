import { building } from "$app/env";
import { getRetent } from "./lib/server/retent.js";
import { readSession } from "./lib/server/session.js";

/** SvelteKit calls this when the server starts: outcomes reach RetentBase while it runs. */
export function init() {
  if (!building) getRetent().start();
}

export function handle({ event, resolve }) {
  event.locals.userId = readSession(event.cookies);
  return resolve(event);
}
