import { randomUUID } from "node:crypto";
import { describeIssues, isLoopbackHost } from "@retent/retentbase/internal";
import * as z from "zod";
import { isReturnUrlAllowed } from "./return-url.ts";

/** What an emulator uses where nothing else is given. Local values: they open nothing anywhere else. */
export const emulatorDefaults = {
  host: "127.0.0.1",
  port: 4010,
  apiKey: "rb_local_emulator_api_key",
  signingSecret: "rb_local_emulator_signing_secret_0123456789",
  workspaceKey: "ws_local_emulator",
  plan: "advanced",
  shopName: "Your shop",
  returnHosts: ["localhost", "127.0.0.1", "[::1]"],
  linkLifetimeSeconds: 1800,
} as const;

export interface EmulatorOptions {
  /** Loopback address to listen on: `127.0.0.1`, `::1` or `localhost`. Default `127.0.0.1`. */
  host?: string;
  /** Port to listen on; 0 takes a free one. Default 4010. */
  port?: number;
  /** The workspace API key that calls must bring. Default `emulatorDefaults.apiKey`. */
  apiKey?: string;
  /** Signs the result tokens (HS256), at least 32 bytes. Default `emulatorDefaults.signingSecret`. */
  signingSecret?: string;
  /** The result tokens' audience. Default `emulatorDefaults.workspaceKey`. */
  workspaceKey?: string;
  /** With `core`, everything but `POST /api/v1/cancel-link` answers 403. Default `advanced`. */
  plan?: "advanced" | "core";
  /** What the hosted pages call the merchant. Default `Your shop`. */
  shopName?: string;
  /** The workspace's subscription has expired: every API call answers 402. Default false. */
  readOnly?: boolean;
  /**
   * Hosts that return URLs may have: `example.com`, or with a port `example.com:8080`. Default: loopback on
   * any port.
   */
  returnHosts?: readonly string[];
  /** The workspace's default return URL. Default none: a link that names none answers 409. */
  returnUrl?: string;
  /** How long a hosted link works, in seconds. Default 1,800. */
  linkLifetimeSeconds?: number;
  /** The result tokens' `iss`. Default: the emulator's origin, by the name that the API was called with. */
  issuer?: string;
  /** JSON file that keeps sessions and events over a restart. Default none: they are kept in memory only. */
  stateFile?: string;
  /** The present, in milliseconds since the epoch. Default `Date.now`. */
  now?: () => number;
  /**
   * Makes ids of sessions, events and tokens, and the secret part of hosted links. Default
   * `crypto.randomUUID`.
   */
  newId?: () => string;
}

/** The options with every default filled in. */
export type Settings = Required<Omit<EmulatorOptions, "returnUrl" | "issuer" | "stateFile">> & {
  returnUrl: string | undefined;
  issuer: string | undefined;
  stateFile: string | undefined;
};

const productionWord = /(^|[^a-z])(live|prod)/i;

/**
 * `live` or `prod` at the start of a part of the key: `rb_live_1`, `prod-key`, `myLiveKey`, but not `olive`.
 */
function looksLikeProduction(key: string): boolean {
  return productionWord.test(key.replace(/([a-z\d])([A-Z])/g, "$1_$2"));
}

const key = z
  .string()
  .regex(/^[\x21-\x7e]+$/, "use a text without spaces or line breaks")
  .refine((value) => !looksLikeProduction(value), {
    error: "this looks like a production key; make up a local one",
  });

const optionsSchema = z.strictObject({
  host: z
    .string()
    .refine(isLoopbackHost, {
      error: "the emulator is for this machine only; use 127.0.0.1, ::1 or localhost",
    })
    .default(emulatorDefaults.host),
  port: z
    .int({ error: "use a whole number from 0 to 65535" })
    .min(0, "use a whole number from 0 to 65535")
    .max(65_535, "use a whole number from 0 to 65535")
    .default(emulatorDefaults.port),
  apiKey: key.default(emulatorDefaults.apiKey),
  signingSecret: key
    .refine((value) => value.length >= 32, { error: "use at least 32 bytes" })
    .default(emulatorDefaults.signingSecret),
  workspaceKey: key.default(emulatorDefaults.workspaceKey),
  plan: z.enum(["advanced", "core"], { error: 'use "advanced" or "core"' }).default(emulatorDefaults.plan),
  shopName: z.string().min(1, "use a text that is not empty").default(emulatorDefaults.shopName),
  readOnly: z.boolean({ error: "use true or false" }).default(false),
  returnHosts: z
    .array(z.string().min(1, "leave out empty hosts"), { error: "use a list of hosts" })
    .readonly()
    .default([...emulatorDefaults.returnHosts]),
  returnUrl: z.url({ error: "use a whole URL" }).optional(),
  linkLifetimeSeconds: z
    .number({ error: "use a number of seconds above 0" })
    .positive("use a number of seconds above 0")
    .max(31_536_000, "use a number of seconds up to a year")
    .default(emulatorDefaults.linkLifetimeSeconds),
  issuer: z.string().min(1, "use a text that is not empty, or leave it out").optional(),
  stateFile: z.string().min(1, "use a file's path, or leave it out").optional(),
  now: functionOption<() => number>().default(() => Date.now),
  newId: functionOption<() => string>().default(() => randomUUID),
});

function functionOption<T>() {
  return z.custom<T>((value) => typeof value === "function", { error: "use a function" });
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws {TypeError} one line that names the first wrong option and how to fix it, never its value
 */
export function checkOptions(options: EmulatorOptions): Settings {
  const parsed = optionsSchema.safeParse(options);
  if (!parsed.success) throw new TypeError(`createEmulator: ${describeFirst(parsed.error)}`);
  const { returnUrl, issuer, stateFile, ...rest } = parsed.data;
  if (returnUrl !== undefined && !isReturnUrlAllowed(returnUrl, rest.returnHosts)) {
    throw new TypeError("createEmulator: returnUrl: its host is not in returnHosts; add it there");
  }
  return { ...rest, returnUrl, issuer, stateFile };
}

function describeFirst(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue?.code === "unrecognized_keys") {
    const known = Object.keys(optionsSchema.shape).join(", ");
    return `${issue.keys[0]}: there is no such option; use ${known}`;
  }
  return describeIssues({ issues: error.issues.slice(0, 1) }, "options");
}
