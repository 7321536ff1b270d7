import { isSameBytes, toBase64Url } from "./digest.ts";

/** Signs what comes back to us by the browser, so that only what we wrote ourselves is believed. */
export interface Signer {
  /**
   * 22 characters of base64url: the first 128 bits of an HMAC. Parts that are divided otherwise have another
   * signature.
   */
  sign(purpose: string, ...parts: string[]): Promise<string>;
  /**
   * Whether a signature is that of these parts. Takes as long for one that is nearly right as for any other.
   */
  verify(signature: string, purpose: string, ...parts: string[]): Promise<boolean>;
}

/** @param secret never leaves the server; every instance has to have the same */
export function createSigner(secret: string): Signer {
  const encoder = new TextEncoder();
  const importKey = () =>
    crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, [
      "sign",
    ]);
  let key: ReturnType<typeof importKey> | undefined;
  const signer: Signer = {
    async sign(purpose, ...parts) {
      key ??= importKey().catch((error: unknown) => {
        // The next signature tries again.
        key = undefined;
        throw error;
      });
      const text = JSON.stringify([purpose, ...parts]);
      const mac = await crypto.subtle.sign("HMAC", await key, encoder.encode(text));
      return toBase64Url(new Uint8Array(mac, 0, 16));
    },
    async verify(signature, purpose, ...parts) {
      const expected = encoder.encode(await signer.sign(purpose, ...parts));
      const given = encoder.encode(signature);
      return isSameBytes(expected, given);
    },
  };
  return signer;
}
