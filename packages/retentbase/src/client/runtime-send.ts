import { type Send, sendByFetch } from "./send.ts";

/** Calls by the runtime's `fetch`. */
export const runtimeSend: Send = sendByFetch((url, call) => globalThis.fetch(url, call));
