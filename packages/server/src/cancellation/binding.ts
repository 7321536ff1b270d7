import { sha256, toBase64Url } from "../digest.ts";
import type { Cancellation } from "./cancellation.ts";

/** How long a browser can bring a result back, in seconds: a day. */
export const bindingLifetimeSeconds = 86_400;

/** A random value for the cancellation's cookie, and what of it may be stored. */
export async function createBinding(): Promise<{ value: string; hash: string }> {
  const value = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  return { value, hash: await hashBinding(value) };
}

/** Says whether this browser started the cancellation: `value` is what its cookie holds. */
export async function isBound(cancellation: Cancellation, value: string | undefined): Promise<boolean> {
  return value !== undefined && (await hashBinding(value)) === cancellation.bindingHash;
}

async function hashBinding(value: string): Promise<string> {
  return toBase64Url(await sha256(value));
}
