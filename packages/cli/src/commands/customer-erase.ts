import {
  type CustomerCounts,
  countCustomer,
  eraseCustomer,
  exportCustomer,
  listUnfinished,
} from "@retent/server/internal";
import { CommandError } from "../command-error.ts";
import { readDatabase } from "../environment.ts";
import type { Host } from "../host.ts";
import { createPrompt } from "../prompt.ts";
import { openStore } from "../store.ts";
import { stripControlCharacters } from "../strip-control-characters.ts";

/**
 * `retent erase`: removes everything that is stored about a customer, after the user id was typed again. If nothing is
 * stored, it says so and exits with 0; what an erasure that failed has left in files is removed all the same.
 *
 * @param flags `yes` does not ask; `force` also erases while work is left, which is then lost
 * @throws {CommandError} while work is left, and if the id is not repeated
 * @throws {ConfigurationError}
 * @throws {StoreError}
 */
export async function eraseData(
  host: Pick<Host, "env" | "stdin" | "stdout" | "now">,
  userId: string,
  { yes, force }: { yes: boolean; force: boolean },
): Promise<number> {
  const { env, stdout, now } = host;
  const store = await openStore(readDatabase(env));
  try {
    const customer = await exportCustomer({ store, now }, userId);
    const counts = countCustomer(customer);
    const isEmpty = Object.values(counts).every((count) => count === 0);
    const unfinished = listUnfinished(customer).map(({ eventId, what }) => `  ${eventId}: ${what}`);
    if (unfinished.length > 0 && !force) {
      const list = unfinished.map(stripControlCharacters).join("\n");
      throw new CommandError(
        "unfinished",
        `erase: work is left, which would be lost; let it finish, or add --force:\n${list}`,
      );
    }
    if (!isEmpty && !yes) await confirm(host, userId, counts);
    const erased = await eraseCustomer({ store, onEvent: () => {} }, userId, { force });
    stdout.write(isEmpty ? "nothing is stored about this customer\n" : `erased: ${describe(erased)}\n`);
    return 0;
  } finally {
    await store.close();
  }
}

/** @throws {CommandError} if another id is typed */
async function confirm(
  host: Pick<Host, "stdin" | "stdout">,
  userId: string,
  counts: CustomerCounts,
): Promise<void> {
  const prompt = createPrompt(host, {
    ended:
      "erase: the input ended before the user id was repeated, and nothing was erased; --yes does not ask",
    stopped: "erase: stopped, and nothing was erased",
  });
  try {
    host.stdout.write(`This removes for good: ${describe(counts)}.\n`);
    const answer = await prompt.ask("Type the user id again to erase it: ");
    if (answer !== userId.trim())
      throw new CommandError("usage", "erase: that is another user id, and nothing was erased");
  } finally {
    prompt.close();
  }
}

function describe(counts: CustomerCounts): string {
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;
  return [
    count(counts.cancellations, "cancellation"),
    count(counts.declarations, "declaration"),
    count(counts.outboxRows, "outbox row"),
    count(counts.billingEvents, "billing event"),
    count(counts.billingLinks, "billing link"),
  ].join(", ");
}
