import type {} from "@retent/cancel-button/react";

export const button = (
  <retent-cancel-button
    class="wide"
    return-to="/account"
    mode="popup"
    preset={null}
    disabled={false}
    timeout={2000}
    identity={async () => "token"}
    messages={{ label: "Leave" }}
    onretent-result={({ outcome, effectiveAt }) => [outcome satisfies string | null, effectiveAt]}
    ref={(element) => void element?.start()}
  >
    Cancel subscription
  </retent-cancel-button>
);

export const unset = (
  <retent-cancel-button mode={undefined} identity={undefined} messages={undefined} return-to={undefined} />
);

// @ts-expect-error There is no such mode.
export const wrongMode = <retent-cancel-button mode="modal" />;

// @ts-expect-error The event of a failure has a code and no outcome.
export const wrongEvent = <retent-cancel-button onretent-error={({ outcome }) => outcome} />;
