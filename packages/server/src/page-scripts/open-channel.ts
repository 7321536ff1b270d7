/**
 * Opens the channel to the other pages of this origin. Undefined in a browser that has none, or that refuses it
 * as it refuses cookies: the page does without.
 */
export function openChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel("retent");
  } catch {
    return undefined;
  }
}
