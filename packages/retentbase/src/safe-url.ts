import { optionError } from "./options-error.ts";

/**
 * Says whether a host name, as in a URL or as given to `listen`, names this machine alone, where plain http
 * can't be overheard.
 */
export function isLoopbackHost(hostname: string): boolean {
  return /^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$/i.test(hostname);
}

/**
 * Parses a URL that secrets are sent to. It must be https, or plain http on this machine, so that they can't
 * be overheard, and without a user name and password, since URLs end up in logs.
 *
 * @param option the option that the URL was given as
 * @throws {OptionsError} for any other; the message never holds the URL
 */
export function parseSafeUrl(option: string, value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && (url.username !== "" || url.password !== ""))
    throw optionError(option, "remove the user name and password from the URL");
  if (url?.protocol === "https:" || (url?.protocol === "http:" && isLoopbackHost(url.hostname))) return url;
  throw optionError(option, "use an https URL; plain http is for this machine alone");
}
