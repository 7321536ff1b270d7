import { optionError } from "@retent/retentbase/internal";
import { isSameBytes, sha256 } from "../digest.ts";

/** Whether a token is the right one. */
export type TokenCheck = (candidate: string) => Promise<boolean>;

const minLength = 16;
const minDistinctCharacters = 8;

/**
 * Builds a check that takes as long for a guess that is nearly right as for any other: digests are compared,
 * all of them.
 *
 * @throws {TypeError} for a token that can be guessed or that no header can carry; the message names the
 *   option
 */
export function createTokenCheck(token: string): TokenCheck {
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw optionError("healthToken", "use printable ASCII characters, without spaces or line breaks");
  }
  if (token.length < minLength) throw optionError("healthToken", `use at least ${minLength} characters`);
  if (new Set(token).size < minDistinctCharacters) {
    throw optionError("healthToken", "use a random one, this can be guessed");
  }
  let expected: Promise<Uint8Array> | undefined;
  return async (candidate) => {
    expected ??= sha256(token).catch((error: unknown) => {
      // The next guess tries again.
      expected = undefined;
      throw error;
    });
    const [ours, theirs] = await Promise.all([expected, sha256(candidate)]);
    return isSameBytes(ours, theirs);
  };
}
