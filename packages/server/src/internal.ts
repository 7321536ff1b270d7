// What Retent's own packages share. Not public: any release may change it.
export {
  type CustomerCounts,
  countCustomer,
  eraseCustomer,
  exportCustomer,
} from "./cancellation/customer-data.ts";
export { listUnfinished } from "./cancellation/unfinished.ts";
export { checkRetentBase } from "./checks/check-retentbase.ts";
export { type Finding, failed, passed, warning } from "./checks/finding.ts";
export { createTokenCheck, type TokenCheck } from "./health/token-check.ts";
export { toAddressKey } from "./http/client-address.ts";
export { isAppUrl } from "./http/page-origin.ts";
export { describeIdentityRefusal } from "./identity-refusals.ts";
export { parseMailbox } from "./mail/mailbox.ts";
export { isMailError } from "./mail/mailer.ts";
export { toTransportOptions } from "./mail/smtp-options.ts";
export { sendTestNotification } from "./notifications/send-test.ts";
export { isSlackUrl } from "./notifications/slack-url.ts";
export { countedLanes } from "./outbox/row.ts";
export { buildSnippet, type SnippetPart } from "./snippet/build-snippet.ts";
export { readSnippetSettings, snippetChoices } from "./snippet/snippet-settings.ts";
export { isStoreError } from "./store.ts";
export type { SqliteDriver, SqliteStatement } from "./stores/sqlite/driver.ts";
export { createDriverStore } from "./stores/sqlite/driver-store.ts";
export { createDirectCommit } from "./stores/sqlite/group-commit.ts";
export { migrate } from "./stores/sqlite/migrations.ts";
