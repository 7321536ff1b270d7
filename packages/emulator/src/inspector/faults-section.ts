import { type Html, html } from "@retent/retentbase/internal";
import { type ActiveFault, describeFault, faultEndpoints } from "../faults/fault.ts";
import { magicUsers } from "../faults/magic-users.ts";

/** What will go wrong next, and a button to end that. */
export function activeFaults(faults: readonly ActiveFault[]): Html {
  if (faults.length === 0) return html`<p class="quiet">None: every call is answered as documented.</p>`;
  return html`<ul class="chips">${faults.map(
    (fault) => html`
    <li><strong>${fault.endpoint === "*" ? "every call" : fault.endpoint}</strong> ${describeFault(fault)}
      <span class="quiet">· ${fault.remaining === null ? "until cleared" : `${fault.remaining} more`}</span></li>`,
  )}</ul>
    <form class="clear" method="post" action="/_emulator/faults/clear"><button class="secondary" type="submit" id="clear-faults">Clear faults</button></form>`;
}

/** Buttons for the usual faults, a form for the rest, and the magic user ids. */
export function faultControls(): Html {
  return html`
    <div class="buttons">
      ${ready("RetentBase is down", { effect: "drop", times: "0" })}
      ${ready("Rate limited", { effect: "status", status: "429", retryAfter: "2", times: "1" })}
      ${ready("Next answer is lost", { effect: "loseAnswer", times: "1" })}
    </div>
    <details id="own-fault">
      <summary>Another fault</summary>
      <form class="fault-form" method="post" action="/_emulator/faults">
        <label>Calls
          <select name="endpoint">${faultEndpoints.map((endpoint) => html`<option value="${endpoint}">${endpoint === "*" ? "every call" : endpoint}</option>`)}</select>
        </label>
        <label>What happens
          <select name="effect">
            <option value="status">answered with a status</option>
            <option value="drop">connection dropped</option>
            <option value="loseAnswer">applied, answer lost</option>
            <option value="hang">no answer ever</option>
            <option value="delay">answered late</option>
          </select>
        </label>
        ${number("Status", "status", "500")}
        ${number("Retry-After, seconds", "retryAfter", "")}
        ${number("Delay, ms", "delayMs", "")}
        ${number("Times, 0: until cleared", "times", "1")}
        <button class="primary" type="submit">Add fault</button>
      </form>
    </details>
    <details id="magic-users">
      <summary>Magic user ids</summary>
      <p class="quiet">Calls about these users go wrong by themselves: every link, or the first PATCH of each event.</p>
      <ul class="magic">${magicUsers.map(
        ({ userId, endpoint, fault }) => html`
        <li><code>${userId}</code> <span>${endpoint === "update" ? "first PATCH" : "link"}: ${describeFault(fault)}</span></li>`,
      )}</ul>
    </details>`;
}

function ready(label: string, fields: Record<string, string>): Html {
  return html`
    <form method="post" action="/_emulator/faults">
      ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
      <button class="secondary" type="submit">${label}</button>
    </form>`;
}

function number(label: string, name: string, value: string): Html {
  return html`<label>${label} <input type="number" name="${name}" value="${value}" min="0" inputmode="numeric"></label>`;
}
