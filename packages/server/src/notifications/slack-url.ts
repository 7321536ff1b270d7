const hosts = ["hooks.slack.com", "hooks.slack-gov.com"];

/** Whether a URL is one of Slack's incoming webhooks, which holds its secret itself. */
export function isSlackUrl(url: string): boolean {
  return URL.canParse(url) && hosts.includes(new URL(url).hostname);
}
