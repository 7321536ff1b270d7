/** The address of the test's page, without a fragment. */
export const page = location.href.split("#")[0] ?? "";

/** Safari allows a page a hundred calls of `replaceState` in ten seconds. */
export function visit(fragment: string, state: unknown = null): void {
  const url = `${page}${fragment}`;
  if (location.href !== url || state !== null) history.replaceState(state, "", url);
}
