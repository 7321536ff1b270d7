import { afterEach } from "vitest";
import { createEmulator, type Emulator, type EmulatorOptions } from "../src/index.ts";

const running: Emulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

/** An emulator on a free port that is closed after the test. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await createEmulator({ port: 0, ...options });
  running.push(emulator);
  return emulator;
}

export interface Call {
  method?: string;
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  text?: string;
  headers?: Record<string, string>;
  key?: string;
}

/** A call of the API with the right key, where nothing else is said. */
export function call(emulator: Emulator, path: string, options: Call = {}): Promise<Response> {
  const { method = "POST", body, text, headers, key = emulator.apiKey } = options;
  const sent = text ?? (body === undefined ? undefined : JSON.stringify(body));
  return fetch(emulator.url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(sent !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(sent !== undefined && { body: sent }),
  });
}

export const returnUrl = "http://localhost:3000/account?tab=plan";

export interface Link {
  url: string;
  expires_at: string;
  environment: string;
  session_id: string;
}

export async function openLink(emulator: Emulator, body: Record<string, unknown> = {}): Promise<Link> {
  const response = await call(emulator, "/api/v1/cancel-link", {
    body: { userId: "user_1", returnUrl, ...body },
  });
  if (response.status !== 200) throw new Error(`no link: ${response.status} ${await response.text()}`);
  return (await response.json()) as Link;
}

/** Posts a form as a browser does, without following the redirect. */
export function postForm(url: string, fields: Record<string, string> = {}, headers = {}): Promise<Response> {
  return fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual", headers });
}

/** Goes through the hosted pages to the end without an offer; resolves to the token. */
export async function churn(link: Link, reasonText = ""): Promise<string> {
  await postForm(link.url, { reason: "switching", reason_text: reasonText });
  return tokenOf(await postForm(`${link.url}/confirm`));
}

export function tokenOf(response: Response): string {
  const location = response.headers.get("location") ?? "";
  return new URL(location).hash.replace("#ci_result_token=", "");
}

/** What a promise was rejected with; fails the test where it was not. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => {
      throw new Error("expected a rejection");
    },
    (error: Error) => error,
  );
}
