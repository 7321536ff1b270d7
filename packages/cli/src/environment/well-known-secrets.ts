/** Secrets from public docs, with which anyone can sign. */
const publicSecrets = new Set([
  "a-string-secret-at-least-256-bits-long",
  "your-256-bit-secret",
  "your-256-bit-secret-your-256-bit-secret",
  "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  "0123456789abcdef0123456789abcdef",
  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
]);

/** What the local emulator takes for its workspace's API key. */
export const localEmulatorApiKey = "rb_local_emulator_api_key";

/** The local emulator's secrets, which it publishes. */
const emulatorSecrets = [localEmulatorApiKey, "rb_local_emulator_signing_secret_0123456789"];

/**
 * The published secrets of development tools, such as our emulator. They are fine on the developer's machine.
 */
const localSecrets = new Set([
  ...emulatorSecrets,
  "sk_test_of_the_local_stripe_api",
  "whsec_of_the_local_stripe_api",
  "super-secret-jwt-token-with-at-least-32-characters-long",
]);

/** Whether a secret is published, so that anyone can look it up. */
export function isWellKnownSecret(secret: string, { isLocal }: { isLocal: boolean }): boolean {
  return publicSecrets.has(secret) || (!isLocal && localSecrets.has(secret));
}

/** Whether a secret only works with the local emulator. */
export function isEmulatorSecret(secret: string): boolean {
  return emulatorSecrets.includes(secret);
}
