/** @jsxImportSource preact */
import type {} from "@retent/cancel-button/preact";

export const button = (
  <retent-cancel-button
    class="wide"
    return-to="/account"
    mode="popup"
    timeout="2000"
    identity={() => "token"}
    onretent-result={({ status }) => status satisfies "settled" | "pending"}
  >
    Cancel subscription
  </retent-cancel-button>
);

// @ts-expect-error There is no such size.
export const wrongSize = <retent-cancel-button size="huge" />;
