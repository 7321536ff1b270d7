const secureOrLoopback = /^https:|^http:\/\/(localhost|127(\.\d+){3}|\[::1])[:/]/;

/**
 * Returns the normalized form of a URL that a customer may be sent to: https, or http on loopback or on the
 * page's own origin, without credentials. Without a base only absolute URLs pass. The checked form is the
 * returned form, so control characters and other spellings that the parser accepts can't make the two differ.
 */
export function toNavigableUrl(value: string | null | undefined, base?: string): string | undefined {
  try {
    const { href, username, password } = new URL(value || "", base);
    if (value && !username && !password && (secureOrLoopback.test(href) || isSameOrigin(href))) return href;
  } catch {
    // Not a URL. `URL.canParse` is missing in Safari before 17.
  }
}

/** Whether a normalized URL is on the page's origin. */
export function isSameOrigin(href: string): boolean {
  return href.startsWith(`${location.origin}/`);
}
