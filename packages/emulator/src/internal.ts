// What the local Stripe shares with the emulator. Not public: any release may change it.
export { CodedError, designTokens, Html, html, isLoopbackHost } from "@retent/retentbase/internal";
export { type Answer, json, page, seeOther, send } from "./http/answer.ts";
export { isLocalHost, isOwnPage } from "./http/own-page.ts";
export { type Received, receive } from "./http/received.ts";
