import { isLoopbackHost, optionError } from "@retent/retentbase/internal";

/** How nodemailer connects and logs in. */
export interface TransportOptions {
  host: string;
  port: number;
  /** TLS from the start. */
  secure: boolean;
  /** Nothing is sent before the connection is encrypted. */
  requireTLS: boolean;
  ignoreTLS: boolean;
  auth?: { user: string; pass: string };
  /** Whether a mail host that offers no login is asked for one: it would take mails from strangers alone. */
  forceAuth: boolean;
  connectionTimeout: number;
  dnsTimeout: number;
  greetingTimeout: number;
  socketTimeout: number;
  tls: { rejectUnauthorized: true; minVersion: "TLSv1.2" };
}

/** In milliseconds. Together with the time limit of a mail they end well before its row's lease. */
const times = {
  connectionTimeout: 10_000,
  dnsTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
};

const ports: Record<string, number> = { "smtps:": 465, "smtp:": 587 };

/**
 * Reads the address of a mail host. Only what is read here reaches nodemailer, whose own addresses can switch the
 * checks of certificates off.
 *
 * @throws {TypeError} that names the option and no part of the address
 */
export function toTransportOptions(address: unknown): TransportOptions {
  const url = typeof address === "string" && URL.canParse(address) ? new URL(address) : undefined;
  const port = url && ports[url.protocol];
  if (!url?.hostname || port === undefined)
    throw optionError("url", "use smtps://user:password@host:465 or smtp://user:password@host:587");
  if (!/^\/?$/.test(url.pathname) || url.search || url.hash)
    throw optionError("url", "must end with the host or the port");
  const [user, pass] = [url.username, url.password].map(decode);
  if (user === undefined || pass === undefined || (user === "") !== (pass === ""))
    throw optionError("url", "needs both a user and a password, percent-encoded, or neither");
  const secure = url.protocol === "smtps:";
  const isLocal = isLoopbackHost(url.hostname);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port) || port,
    secure,
    requireTLS: !secure && !isLocal,
    ignoreTLS: !secure && isLocal,
    ...(user !== "" && { auth: { user, pass } }),
    forceAuth: user !== "",
    ...times,
    tls: { rejectUnauthorized: true, minVersion: "TLSv1.2" },
  };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
