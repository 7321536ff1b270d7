import Stripe from "stripe";
import { onTestFinished } from "vitest";
import { createStripeEmulator, type StripeEmulatorOptions } from "../src/index.ts";

/** A local Stripe and Stripe's own client of it. */
export async function start(options: StripeEmulatorOptions = {}) {
  const emulator = await createStripeEmulator({ port: 0, ...options });
  onTestFinished(() => emulator.close());
  const { hostname: host, port } = new URL(emulator.url);
  const connect = (key: string) => new Stripe(key, { host, port, protocol: "http", maxNetworkRetries: 0 });
  return { emulator, stripe: connect(emulator.secretKey), connect };
}
