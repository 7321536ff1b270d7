import type { Email } from "postal-mime";

/** A mail that the host has taken. */
export interface TakenMail extends Email {
  raw: string;
  /** Milliseconds since the epoch, by the option `now`. */
  takenAtMs: number;
  envelope: { from: string; to: string[] };
}

/** What goes wrong with the next mail that gets so far. `{address}` in a text is the recipient's. */
export type MailFault =
  | { stage: "from" | "to" | "data"; status: number; text: string }
  | { stage: "login" | "drop_before_data" | "drop_after_data" | "silent" }
  /** Takes the mail, and says so only after some milliseconds. */
  | { stage: "slow"; ms: number };

/** A mail host of the test's own (SMTP), on loopback. */
export interface MailHost {
  port: number;
  /** With user and password. */
  url: string;
  /** What it has taken, also if the sender was not told so. */
  mails: TakenMail[];
  connections: { readonly count: number };
  /** Says what goes wrong next, in this order. */
  next(...faults: MailFault[]): void;
  stop(): Promise<void>;
}

export interface MailHostOptions {
  /** Null: no login is needed. Default `retent`. */
  user?: string | null;
  password?: string;
  /** TLS from the start, with a certificate that is not trusted. Default false. */
  secure?: boolean;
  /** Says of each mail what goes wrong with it, besides what `next` said. Default: nothing. */
  pickFault?: () => MailFault | undefined;
  /** The present, in milliseconds since the epoch. Default `Date.now`. */
  now?: () => number;
}

export function startMailHost(options?: MailHostOptions): Promise<MailHost>;
