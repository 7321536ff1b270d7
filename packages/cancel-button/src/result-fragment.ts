const name = "ci_result_token";

/**
 * Removes every result token from the page's fragment and its history entry, and returns the tokens. The
 * other parts of the fragment stay as they are. Synchronous, so no code that runs later can read or send the
 * token with the URL.
 */
export function takeResultTokens(): string[] {
  const tokens: string[] = [];
  // An absolute URL, since a <base> would change what a relative URL means.
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
