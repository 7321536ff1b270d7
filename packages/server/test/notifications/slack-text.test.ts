import { describe, expect, test } from "vitest";
import type { Notification } from "../../src/notifications/notifier.ts";
import { slackText } from "../../src/notifications/slack-text.ts";
import { dead, returned } from "./notification-samples.ts";

const offer = { type: "discount", label: "50% off for 3 months", accepted: true };
const stays = { ...returned.data, outcome: "recovered", offer } as const;

const settled: Notification = {
  ...returned,
  type: "cancellation.settled",
  data: { ...returned.data, status: "settled", effectiveAt: "2026-03-31T00:00:00Z", confirmed: true },
};

describe("a line for Slack", () => {
  test.each<[string, Notification, string]>([
    [
      "a decision",
      { ...returned, data: { ...returned.data, reasonText: null } },
      "[sandbox] user_1 wants to leave, reason too_expensive (event ev_1)",
    ],
    [
      "who stays",
      { ...returned, data: { ...returned.data, outcome: "recovered", reasonKey: null, reasonText: null } },
      "[sandbox] user_1 stays (event ev_1)",
    ],
    [
      "the offer that a customer takes",
      { ...returned, data: { ...stays, reasonText: "I am ill" } },
      "[sandbox] user_1 stays and takes the offer “50% off for 3 months”, reason too_expensive: “I am ill” (event ev_1)",
    ],
    [
      "an offer without a label",
      {
        ...returned,
        data: {
          ...stays,
          reasonKey: null,
          reasonText: null,
          offer: { type: "pause", label: "", accepted: true },
        },
      },
      "[sandbox] user_1 stays and takes the offer “pause” (event ev_1)",
    ],
    [
      "nothing of an offer that was declined",
      {
        ...returned,
        data: { ...returned.data, reasonText: null, offer: { ...offer, accepted: false } },
      },
      "[sandbox] user_1 wants to leave, reason too_expensive (event ev_1)",
    ],
    [
      "an offer that a person has to apply",
      { ...settled, data: { ...settled.data, outcome: "recovered", confirmed: false, offer } },
      "[sandbox] Please apply this offer, nothing else does: user_1 stays and takes the offer “50% off for 3 months” (event ev_1)",
    ],
    [
      "a confirmed decision to stay, with its offer",
      { ...settled, data: { ...settled.data, outcome: "recovered", effectiveAt: null, offer } },
      "[sandbox] Billing confirmed: user_1 recovered and takes the offer “50% off for 3 months” (event ev_1)",
    ],
    [
      "a cancellation that a person has to carry out",
      { ...settled, data: { ...settled.data, effectiveAt: null, confirmed: false } },
      "[sandbox] Please end this subscription, nothing else does: user_1 has cancelled (event ev_1)",
    ],
    [
      "a cancellation that a person has to carry out on a day",
      { ...settled, data: { ...settled.data, endsAt: "2026-12-31", effectiveAt: null, confirmed: false } },
      "[sandbox] Please end this subscription on 2026-12-31, nothing else does: user_1 has cancelled (event ev_1)",
    ],
    [
      "a decision to stay that nothing confirms",
      { ...settled, data: { ...settled.data, outcome: "recovered", confirmed: false } },
      "[sandbox] user_1 stays (event ev_1)",
    ],
    [
      "what billing has confirmed",
      settled,
      "[sandbox] Billing confirmed: user_1 churned as of 2026-03-31T00:00:00Z (event ev_1)",
    ],
    [
      "what Reported to RetentBase",
      { ...settled, type: "cancellation.forwarded" },
      "[sandbox] RetentBase knows: user_1 churned (event ev_1)",
    ],
    [
      "what was given up",
      dead,
      "[prod] Failed permanently after 1 try: update for user_1, status 400: no such thing (event ev_1)",
    ],
    [
      "what was given up without an answer",
      { ...dead, data: { ...dead.data, status: null, attempts: 3, detail: "unsendable" } },
      "[prod] Failed permanently after 3 tries: update for user_1, no answer: unsendable (event ev_1)",
    ],
  ])("tells %s", (_, notification, line) => {
    expect(slackText(notification)).toBe(line);
  });

  test("escapes what Slack would take for markup, and stays one line", () => {
    const userId = "<!channel>\n<https://evil.example|click>\u202e&amp;";
    const line = slackText({ ...returned, data: { ...returned.data, userId } });
    expect(line).toContain("&lt;!channel&gt; &lt;https://evil.example|click&gt; &amp;amp;");
    expect(line).toContain("“I am &lt;b&gt;ill&lt;/b&gt; &amp; tired”");
    expect(line).not.toMatch(/[<>\n\u202e]/);
  });

  test("cuts what is too long for a line", () => {
    const line = slackText({ ...returned, data: { ...returned.data, userId: "u".repeat(5000) } });
    expect(line.length).toBeLessThan(500);
    const label = "o".repeat(5000);
    expect(slackText({ ...returned, data: { ...stays, offer: { ...offer, label } } }).length).toBeLessThan(
      500,
    );
  });
});
