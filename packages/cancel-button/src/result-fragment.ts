const name = "ci_result_token";

/**
 * Removes every result token from the page's fragment and its history entry, and returns the tokens. The
 * other parts of the fragment stay as they are. Synchronous, so no code that runs later can read or send the
 * token with the URL.
 */
export function takeResultTokens(): string[] {
  // An absolute URL, since a <base> would change what a relative URL means.
  const [page, fragment = ""] = location.href.split(/#(.*)/s);
  // RetentBase appends the token to the return URL. The fragment may have a route before it, and a query.
  const pairs = [...fragment.matchAll(/(?:^|[?#&])(?=([^&]*))/g)]
    .map(([, pair = ""]) => pair)
    .filter((pair) => new URLSearchParams(pair).has(name));
  const rest = pairs
    .reduce((kept, pair) => kept.replace(pair, ""), fragment)
    .replace(/(^|[?#&])&+|[?#&]+$/g, "$1");
  if (pairs.length) history.replaceState(history.state, "", rest ? `${page}#${rest}` : page);
  return pairs.map((pair) => `${new URLSearchParams(pair).get(name)}`);
}
