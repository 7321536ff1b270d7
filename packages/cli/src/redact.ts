/** Takes secrets out of a text: the last line of defence, should one ever get into a message. */
export type Redact = (text: string) => string;

/** Takes these secrets out, as they are and as they look inside JSON and URLs. */
export function createRedact(secrets: readonly string[]): Redact {
  const spellings = secrets.flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
  ]);
  // The longest first: one secret may be a part of another.
  const ordered = [...new Set(spellings)].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((rest, secret) => rest.replaceAll(secret, "[redacted]"), text);
}
