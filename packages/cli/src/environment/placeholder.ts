const placeholders = [
  /change[-_ ]?me/i,
  /replace[-_ ]?me/i,
  /^<.*>$/,
  /(^|[^a-z0-9])your[-_ ]/i,
  /(^|[^a-z0-9])x{3,}($|[^a-z0-9])/i,
  /x{8,}/i,
  /^(example|placeholder|todo|secret|password|test|none|null|undefined)$/i,
];

/** Says whether a value stands where somebody meant to put the real one. */
export function isPlaceholder(value: string): boolean {
  return placeholders.some((placeholder) => placeholder.test(value));
}

/** The same for secrets, where these words have no place at all; a URL may well be of `shop.example`. */
export function isPlaceholderSecret(value: string): boolean {
  return isPlaceholder(value) || /example|placeholder/i.test(value);
}
