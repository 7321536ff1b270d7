import type { Environment } from "@retent/retentbase";
import { createReceiver, type ReceiverProblem } from "../webhook-billing/receiver.ts";
import { createWebhookSignature } from "../webhook-billing/signature.ts";
import { isSlackUrl } from "./slack-url.ts";

const timeoutMs = 15_000;

interface Runtime {
  environment: Environment;
  fetch: typeof fetch;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/**
 * Sends one notification of the type `test`, which is about no cancellation.
 *
 * @returns why it was not taken, or null
 */
export async function sendTestNotification(
  { url, secret }: { url: string; secret?: string | undefined },
  { environment, fetch, now }: Runtime,
): Promise<ReceiverProblem | null> {
  const signature = secret === undefined ? undefined : createWebhookSignature([secret]);
  const post = createReceiver({ url: new URL(url), signature, timeoutMs, fetch, now });
  const at = now();
  const content = isSlackUrl(url)
    ? { text: `[${environment}] This is a test: notifications of cancellations arrive here.` }
    : { type: "test", timestamp: new Date(at).toISOString(), data: { environment } };
  const answer = await post({ id: `test-${at}`, content: JSON.stringify(content) });
  return "problem" in answer ? answer.problem : null;
}
