import { countOrRefuse } from "../rate-limits.ts";
import { unknownAddress } from "./client-address.ts";
import type { RouteContext } from "./route.ts";

/**
 * Counts a wrong token or signature. No limit makes a right one harder to find, but each guess costs work and
 * a line in the log. What is right is let in however many guesses come from the same address.
 *
 * @throws {RetentError} `rate_limited`
 */
export async function countGuess({ app, addressKey = unknownAddress }: RouteContext): Promise<void> {
  await countOrRefuse(app.services, app.services.limiters.guesses, addressKey);
}
