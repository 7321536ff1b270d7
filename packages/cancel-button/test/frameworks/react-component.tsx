import { CancelButton } from "@retent/cancel-button/react";

export const button = (
  <CancelButton
    className="wide"
    returnTo="/account"
    preset={null}
    disabled={false}
    identity={async () => "token"}
    onRetentResult={({ outcome, effectiveAt }) => [outcome satisfies string | null, effectiveAt]}
    ref={(element) => void element?.start()}
  >
    Cancel subscription
  </CancelButton>
);

// @ts-expect-error There is no such mode.
export const wrongMode = <CancelButton mode="modal" />;
