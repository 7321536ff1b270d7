import type { BodySource } from "../read-body.ts";

interface Call {
  method: "GET" | "POST" | "PATCH";
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
}

interface Received {
  status: number;
  headers: { get(name: string): string | null };
  /** As it arrives; cancelled, the rest is not read. */
  body: BodySource | null;
}

/**
 * Makes one HTTP call. Redirects are not followed: one would carry the key to another origin. Rejects when there is
 * no answer, or its signal is aborted first; an answer's body likewise while it is read.
 */
export type Send = (url: string, call: Call) => Promise<Received>;

/** @param fetch is not called as a method, which some runtimes refuse */
export function sendByFetch(fetch: typeof globalThis.fetch): Send {
  return (url, call) => fetch(url, { ...call, redirect: "manual" });
}
