/**
 * Secrets of 32 bytes and more that stand in public docs, standards and tutorials: anyone can sign with them.
 * Letters and digits count alone, since spellings differ.
 */
const published = toSpellings([
  // jwt.io, and what others have made of it.
  "a-string-secret-at-least-256-bits-long",
  "a-string-secret-at-least-384-bits-long",
  "a-string-secret-at-least-512-bits-long",
  "a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long",
  "my-32-character-ultra-secure-and-ultra-long-secret",
  "your-256-bit-secret",
  "your-256-bit-secret-your-256-bit-secret",
  "your-384-bit-secret",
  "your-512-bit-secret",
  // RFC 7515 appendix A.1, RFC 7520 section 3.5, Standard Webhooks.
  "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
  "hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg",
  "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  // Supabase's setup for servers of one's own.
  "your-super-secret-jwt-token-with-at-least-32-characters-long",
  // FastAPI, Hasura, PostgREST, Directus, Spring tutorials.
  "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
  "3EK6FD+o0+c7tzBNVfjpMkNDi2yARAAKzQlk8O2IKoxQu4nF7EdAh8s3TwpHwrdWT6R",
  "reallyreallyreallyreallyverysafe",
  "255d861b-5ea1-5996-9aa3-922530ec40b1",
  "6116487b-cda1-52c2-b5b5-c8022c45e263",
  "404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970",
  "9a4f2c8d3b7a1e6f45c8a0b3f267d8b1d4e6f3c8a9d2b5f8e3a9c8b5f6v8a3d9",
  "3cfa76ef14937c1c0ea519f8fc057a80fcd04a7420f8e8bcd0a7567c272e007b",
  "======================BezKoder=Spring===========================",
  "GQDstcKsx0NHjPOuXOYg5MbeJ1XT0uFiwDVvVBrk",
  "the quick brown fox jumps over the lazy dog",
]);

/**
 * For development on one's own machine, which a verifier can't know: a caller that does must refuse it
 * elsewhere.
 */
const ofLocalTools = toSpellings(["super-secret-jwt-token-with-at-least-32-characters-long"]);

/** 32 random hexadecimal digits have fewer than this once in ten million times. */
const minDistinctCharacters = 6;

/** Words, numbers and ends of words that made-up secrets consist of. */
const commonWords = new RegExp(
  `^(?:${[
    "authentication|authorization|application|environment|placeholder|development|production|characters?|password",
    "passphrase|default|example|private|secrets?|secure|server|shared|please|really|random|string|replace|strong",
    "change|update|backend|insecure|unsafe|super|ultra|extra|token|tests?|demos?|local|least|value|there|always|never",
    "admin|login|users?|bytes?|chars?|words?|which|should|insert|enter|very|safe|keys?|long|must|have|more|than|that",
    "this|with|your|here|most|only|into|from|some|hmac|json|auth|bits?|node|spring|django|dev|web|jwt|jws|api|app|for",
    "not|the|and|our|use|put|min|max|hs|sha|my|is|it|in|of|to|be|an|or|at|me|do|a|i",
    "256|384|512|128|64|32|0?12345678?9?0?|1234|123|qwert[yz]|asdfgh|zxcvbn",
  ].join("|")})+$`,
);

const minOwnCharacters = 6;
/** What follows after a period of any length repeats the beginning if it is at least so long. */
const minRepeated = 8;
const maxStepShare = 0.6;
const keyboard = "qwertyuiopasdfghjklzxcvbnm";

/**
 * Says whether a secret of full length can be guessed all the same: all digits, a repeated word, a sequence
 * of the alphabet or the keyboard, or a phrase of the words that such secrets are made of. A random secret is
 * none of these.
 */
export function isGuessableSecret(secret: string): boolean {
  const spelling = toSpelling(secret);
  if (ofLocalTools.has(spelling)) return false;
  if (published.has(spelling) || new Set(secret).size < minDistinctCharacters || /^\d*$/.test(spelling))
    return true;
  return isRepeated(spelling) || isSequence(spelling) || countOwnCharacters(secret) < minOwnCharacters;
}

function isRepeated(text: string): boolean {
  for (let period = 1; period <= text.length - minRepeated; period += 1) {
    if (text.startsWith(text.slice(period))) return true;
  }
  return false;
}

/**
 * Whether most steps from one character to the next, or to the one after that, are the same as the step
 * before.
 */
function isSequence(text: string): boolean {
  const byCode = Array.from(text, (character) => character.charCodeAt(0));
  const byKey = byCode.map((code) => {
    const place = keyboard.indexOf(String.fromCharCode(code));
    return place === -1 ? code + keyboard.length : place;
  });
  return [byCode, byKey].some((places) => hasSteadySteps(places, 1) || hasSteadySteps(places, 2));
}

function hasSteadySteps(places: readonly number[], distance: number): boolean {
  const steps = places.slice(distance).map((place, index) => place - (places[index] ?? 0));
  const same = steps.slice(distance).filter((step, index) => step === steps[index]);
  return same.length >= maxStepShare * (steps.length - distance);
}

/** How long the parts of a secret are together that are not made of common words. */
function countOwnCharacters(secret: string): number {
  const parts = secret.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\d+|[\p{Lo}\p{Lm}]+/gu) ?? [];
  return parts.filter((part) => !commonWords.test(part.toLowerCase())).join("").length;
}

function toSpellings(secrets: readonly string[]): ReadonlySet<string> {
  return new Set(secrets.map(toSpelling));
}

function toSpelling(secret: string): string {
  return secret.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
