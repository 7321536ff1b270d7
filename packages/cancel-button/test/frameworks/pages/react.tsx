import { CancelButton } from "@retent/cancel-button/react";
import { StrictMode, useState } from "react";

/** The button with a property, a setting and an event, and a switch that disables it. */
export function Page() {
  const [isDisabled, setDisabled] = useState(false);
  const [log, setLog] = useState("");
  return (
    <StrictMode>
      <CancelButton
        className="wide"
        returnTo="/account"
        mode="direct"
        disabled={isDisabled}
        identity={async () => "token-of-the-page"}
        onRetentRedirect={(event) => {
          event.preventDefault();
          setLog(`leaving in ${event.environment}`);
        }}
      >
        Cancel subscription
      </CancelButton>
      <button type="button" onClick={() => setDisabled(!isDisabled)}>
        Switch
      </button>
      <output>{log}</output>
    </StrictMode>
  );
}
