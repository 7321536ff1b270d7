import { splitList } from "./schemas.ts";
import type { SecretKind } from "./variable.ts";
import { variableNames, variables } from "./variables.ts";

const findParts: Record<SecretKind, (value: string) => string[]> = {
  value: splitList,
  address: (value) => [...splitList(value), ...findAddressParts(value)],
  password: findPassword,
};

/** Everything in the environment that must never be printed. */
export function readSecrets(env: Readonly<Record<string, string | undefined>>): string[] {
  return variableNames.flatMap((name) => {
    const { secret } = variables[name];
    return secret ? findParts[secret](env[name] ?? "") : [];
  });
}

const minPartLength = 16;

/** The parts of an address that may be its secret on their own. */
function findAddressParts(value: string): string[] {
  if (!URL.canParse(value)) return [];
  const { href, pathname, search } = new URL(value);
  return [href, search, ...pathname.split("/")].filter(({ length }) => length >= minPartLength);
}

/** The password of a URL, as it is written there and decoded. */
function findPassword(value: string): string[] {
  const password = URL.canParse(value) ? new URL(value).password : "";
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}
