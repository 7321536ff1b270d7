const name = "ci_result_token";

/**
 * Takes every result token out of the page's fragment and its history entry, and leaves the other parts of the
 * fragment as they were. Synchronous, so that nothing that runs later can read or send the token with the URL.
 */
export function takeResultTokens(): string[] {
  const tokens: string[] = [];
  // In whatever spelling, a fragment with a token has a sign of equality in it.
  if (!location.hash.includes("=")) return tokens;
  // An absolute URL, since a <base> would send a relative one elsewhere.
  const [page, fragment = ""] = location.href.split(/#(.*)/s);
  const rest = fragment.split("&").filter((part) => {
    const found = new URLSearchParams(part).getAll(name);
    tokens.push(...found);
    return !found.length;
  });
  if (tokens.length)
    history.replaceState(history.state, "", rest.length ? `${page}#${rest.join("&")}` : page);
  return tokens;
}
