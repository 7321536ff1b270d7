/**
 * Schemes of the pages inside an app: those of Capacitor, Ionic and Tauri, and reverse domain names such as
 * `com.shop.app` (RFC 8252, section 7.1). No scheme that a browser gives a meaning of its own is among them.
 */
const appScheme = /^(capacitor|ionic|tauri|[a-z][a-z\d+-]*(\.[a-z\d+-]+)+)$/;

/** Matches the schemes that a page with the button may have. */
export const pageScheme = new RegExp(`^https?$|${appScheme.source}`);

/** Whether a URL is of a page inside an app. */
export function isAppUrl({ protocol }: URL): boolean {
  return appScheme.test(protocol.slice(0, -1));
}

/** A page's origin as its browser names it. `URL.origin` is `null` for the pages of an app. */
export function toPageOrigin(url: URL): string {
  return isAppUrl(url) ? `${url.protocol}//${url.host}` : url.origin;
}
