/** @jsxImportSource preact */
import "@retent/cancel-button/define";
import type {} from "@retent/cancel-button/preact";
import { render } from "preact";
import { useState } from "preact/hooks";

function Page() {
  const [isDisabled, setDisabled] = useState(false);
  const [log, setLog] = useState("");
  return (
    <>
      <retent-cancel-button
        class="wide"
        return-to="/account"
        mode="direct"
        disabled={isDisabled}
        identity={async () => "token-of-the-page"}
        onretent-redirect={(event) => {
          event.preventDefault();
          setLog(`leaving in ${event.environment}`);
        }}
      >
        Cancel subscription
      </retent-cancel-button>
      <button type="button" onClick={() => setDisabled(!isDisabled)}>
        Switch
      </button>
      <output>{log}</output>
    </>
  );
}

render(<Page />, document.getElementById("root") as HTMLElement);
