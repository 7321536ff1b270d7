const placeholders = [
  /change[-_ ]?me/i,
  /replace[-_ ]?me/i,
  /^<.*>$/,
  /(^|[^a-z0-9])your[-_ ]/i,
  /(^|[^a-z0-9])x{3,}($|[^a-z0-9])/i,
  /x{8,}/i,
  /^(example|placeholder|todo|secret|password|test|none|null|undefined)$/i,
];

/** Whether a value is a placeholder that was never replaced. */
export function isPlaceholder(value: string): boolean {
  return placeholders.some((placeholder) => placeholder.test(value));
}

/**
 * Whether a secret is a placeholder. These words never occur in a real secret, but a URL may well contain
 * `shop.example`.
 */
export function isPlaceholderSecret(value: string): boolean {
  return isPlaceholder(value) || /example|placeholder/i.test(value);
}
