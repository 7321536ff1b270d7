import type { Config, Services } from "../app.ts";
import { toPath } from "../cancellation/page-paths.ts";
import type { Declaration } from "./declaration.ts";

/** A receipt is shown for a day: after that the customer has the mail. */
const receiptMs = 86_400_000;

const purposes = { receipt: "declaration receipt", mail: "declaration mail" } as const;

type Signer = Pick<Services, "signer">;

/** Address of a declaration's receipt, for the browser that sent it. */
export async function receiptPath(
  { services: { signer }, config: { basePath } }: { services: Signer; config: Pick<Config, "basePath"> },
  { id, preset }: Pick<Declaration, "id" | "preset">,
): Promise<string> {
  const key = await signer.sign(purposes.receipt, id);
  return toPath(`${basePath}/declaration`, { id, key, preset });
}

/**
 * Address of the page that shows that a declaration comes from the reader of the mail.
 *
 * @param base the server's path, or its address
 */
export async function confirmationPath(
  { signer }: Signer,
  base: string,
  { id, email, language, preset }: Pick<Declaration, "id" | "email" | "language" | "preset">,
): Promise<string> {
  const key = await signer.sign(purposes.mail, id, email ?? "");
  return toPath(`${base}/declaration/confirm`, { id, key, preset, lang: language });
}

/**
 * Address of an empty form for the same law.
 *
 * @param base the server's path, or its address
 */
export function newFormPath(
  base: string,
  { preset, language }: Pick<Declaration, "preset" | "language">,
): string {
  return toPath(`${base}/cancel`, { preset, lang: language });
}

export async function isReceiptKey(
  { signer, now }: Pick<Services, "signer" | "now">,
  { id, receivedAtMs }: Declaration,
  key: string,
): Promise<boolean> {
  return now() < receivedAtMs + receiptMs && (await signer.verify(key, purposes.receipt, id));
}

export function isConfirmationKey(
  { signer }: Signer,
  { id, email }: Declaration,
  key: string,
): Promise<boolean> {
  return email === null ? Promise.resolve(false) : signer.verify(key, purposes.mail, id, email);
}
