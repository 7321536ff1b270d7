import type { Config } from "../app.ts";
import type { Preset } from "../law-preset.ts";
import type { Language } from "../pages/languages.ts";

// Paths of our pages about one cancellation: paths, so that a customer stays on the host name that the
// cancellation's cookie belongs to.

type Mounted = Pick<Config, "basePath">;

/** The plain page, and its receipt. */
export function plainPagePath(
  { basePath }: Mounted,
  eventId: string,
  preset?: Preset,
  pass?: string,
): string {
  return toPath(`${basePath}/cancel`, { event: eventId, preset, pass });
}

/** What the page on which a customer chooses a subscription carries on to the next one. */
export interface ChooseQuery {
  /** Left out: no cancellation has begun yet. */
  event?: string | undefined;
  /** `direct` goes on to the plain page. */
  mode?: "direct" | undefined;
  preset?: Preset | undefined;
  lang?: Language | undefined;
  pass?: string | undefined;
}

export function choosePath({ basePath }: Mounted, query: ChooseQuery): string {
  const { event, mode, preset, lang, pass } = query;
  return toPath(`${basePath}/choose`, { event, mode, preset, lang, pass });
}

/** The page on which a customer takes a cancellation back. */
export function keepPath({ basePath }: Mounted, query: Omit<ChooseQuery, "mode">): string {
  const { event, preset, lang, pass } = query;
  return toPath(`${basePath}/keep`, { event, preset, lang, pass });
}

/** Leaves out what is undefined. */
export function toPath(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return given.length === 0 ? path : `${path}?${given.join("&")}`;
}
