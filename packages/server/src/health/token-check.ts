import { optionError } from "@retent/retentbase/internal";
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
    expected ??= digest(token).catch((error: unknown) => {
      // The next guess tries again.
      expected = undefined;
      throw error;
    });
    const [ours, theirs] = await Promise.all([expected, digest(candidate)]);
    return ours.reduce((difference, byte, index) => difference | (byte ^ (theirs[index] ?? 0)), 0) === 0;
  };
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}
