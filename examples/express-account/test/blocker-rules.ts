/** Rules as filter lists have them, each group against one kind of our requests. Written for these tests. */
export const ruleGroups = {
  script: ["/button.js$script", "||localhost^*/languages/*$script", "/retent/*$script", "/tracking/*$script"],
  fetch: [
    "/cancel-link$xmlhttprequest",
    "/retent/result$xmlhttprequest",
    "/api/retent/*$ping,xmlhttprequest",
  ],
  image: ["/beacon^$image", "/churn^$image", "/icon.svg$image"],
  ping: ["/retention/*$ping", "-beacon.$ping", "/api/*$ping"],
  frame: ["/cancel^$subdocument", "/retent/*$subdocument"],
} as const;

/** Keeps a tab from the hosted page itself. */
export const hostedPageRule = "/c/*$document";
