import { type Html, html, outcomeSchema } from "@retent/retentbase/internal";
import type { RequestRecord } from "../workspace/create-request-log.ts";
import { moment, outcomeBadge } from "./badges.ts";
import { newest, olderNote } from "./newest.ts";

/** Every API call with its answer, newest first. */
export function requestsSection(requests: readonly RequestRecord[]): Html {
  return html`
    <h2 id="requests-heading">Requests <span class="count">${requests.length}</span></h2>
    ${requests.length === 0 && html`<p class="empty">Calls of the API show up here with their answers.</p>`}
    <div class="requests">${newest(requests).map(requestRow)}</div>
    ${olderNote(requests)}`;
}

/** The newest call in one line, for those who listen to the page. */
export function latestNews(requests: readonly RequestRecord[]): string {
  const latest = requests.at(-1);
  return latest ? `${latest.method} ${latest.path}: ${statusText(latest)}` : "";
}

function requestRow(request: RequestRecord): Html {
  const { id, method, path, auth, fault } = request;
  return html`
    <details id="request-${id}" class="request ${isUpdate(request) && "updated"}">
      <summary id="request-${id}-summary">
        <span class="method ${method.toLowerCase()}">${method}</span>
        <code class="path">${path}</code>
        ${updatedOutcome(request)}
        <span class="status ${statusClass(request)}">${statusText(request)}</span>
        ${moment(request.at)}
        ${fault && html`<span class="note">fault: ${fault}</span>`}
        ${auth !== "valid" && html`<span class="note">API key ${auth}</span>`}
      </summary>
      <div class="bodies">
        ${bodyBlock("Request", request.requestBody)}
        ${bodyBlock("Answer", request.answerBody)}
      </div>
      <p class="quiet">API key ${auth}</p>
    </details>`;
}

function bodyBlock(title: string, body: unknown): Html {
  const text = typeof body === "string" ? body : JSON.stringify(body, null, 2);
  return html`
    <div><h3>${title}</h3>
    ${body === null ? html`<p class="quiet">no body</p>` : html`<pre tabindex="0">${text}</pre>`}</div>`;
}

/** A PATCH that arrived: what one looks for. */
function isUpdate({ method, status, fault }: RequestRecord): boolean {
  return method === "PATCH" && status === 200 && fault === null;
}

function updatedOutcome(request: RequestRecord): Html | null {
  const outcome = outcomeSchema.safeParse(Object(request.answerBody).outcome);
  return isUpdate(request) && outcome.success ? outcomeBadge(outcome.data) : null;
}

function statusText({ status }: RequestRecord): string {
  return status === null ? "no answer" : String(status);
}

function statusClass({ status }: RequestRecord): string {
  if (status === null || status >= 500) return "bad";
  return status >= 300 ? "warn" : "good";
}
