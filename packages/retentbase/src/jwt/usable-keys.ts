import { base64url, importJWK, type JSONWebKeySet, type JWK } from "jose";
import { publicKeyAlgorithms } from "../assumptions.ts";

const minModulusBits = 2048;
const minExponent = 65_537n;

/**
 * The keys of a JWKS that can verify a token: public ones of a known type, and RSA keys only if they are
 * strong (FIPS 186-5, RFC 7518 section 3.3). One that can't be used is the same as one that is not there.
 *
 * @throws {TypeError} if there are keys and none can be used
 */
export async function pickUsableKeys(jwks: JSONWebKeySet): Promise<JSONWebKeySet> {
  const checked = await Promise.all(jwks.keys.map(async (key) => ((await isUsable(key)) ? [key] : [])));
  const keys = checked.flat();
  if (keys.length === 0 && jwks.keys.length > 0) throw new TypeError("the JWKS has no key that can be used");
  return { ...jwks, keys };
}

const algorithmOfType: Record<string, string> = { RSA: "RS256", EC: "ES256", OKP: "EdDSA" };

async function isUsable(jwk: JWK): Promise<boolean> {
  const algorithm = algorithmOfType[`${jwk?.kty}`];
  if (algorithm === undefined || !publicKeyAlgorithms.includes(algorithm) || "d" in jwk) return false;
  try {
    if (jwk.kty === "RSA" && !isStrong(jwk)) return false;
    await importJWK(jwk, algorithm);
    return true;
  } catch {
    return false;
  }
}

function isStrong({ n = "", e = "" }: JWK): boolean {
  const modulus = toInteger(n);
  const exponent = toInteger(e);
  return modulus.toString(2).length >= minModulusBits && exponent >= minExponent && exponent % 2n === 1n;
}

function toInteger(value: string): bigint {
  const digits = Array.from(base64url.decode(value), (byte) => byte.toString(16).padStart(2, "0"));
  return BigInt(`0x${digits.join("") || "0"}`);
}
