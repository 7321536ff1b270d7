import type { ServerResponse } from "node:http";
import type { Faults } from "../faults/create-faults.ts";
import { type Answer, json, noContent, page, seeOther } from "../http/answer.ts";
import { isLocalHost, isOwnPage } from "../http/own-page.ts";
import { getMediaType, type Received } from "../http/received.ts";
import type { Changes } from "./create-changes.ts";
import { inspectorPage, type Workplace } from "./inspector-page.ts";
import { liveScriptHash } from "./live-script.ts";
import { parseFaultForm } from "./parse-fault-form.ts";
import type { EmulatorState } from "./snapshot.ts";

export interface InspectorParts {
  workplace: Workplace;
  state: () => EmulatorState;
  reset: () => void;
  faults: Faults;
  changes: Changes;
}

const formType = "application/x-www-form-urlencoded";

/**
 * Answers `/` and what is below `/_emulator`: the inspector, and what tests and people steer the emulator by.
 */
export function createInspector({ workplace, state, reset, faults, changes }: InspectorParts) {
  const handlers: Record<string, (request: Received) => Answer> = {
    "GET /": showPage,
    "GET /_emulator": showPage,
    "GET /_emulator/state": () => json(200, state()),
    "POST /_emulator/reset": (request) => {
      reset();
      return done(request);
    },
    "POST /_emulator/faults": addFault,
    "DELETE /_emulator/faults": clearFaults,
    // A form can't send DELETE.
    "POST /_emulator/faults/clear": clearFaults,
  };

  function showPage(): Answer {
    return page(200, inspectorPage(workplace, state()), {
      "content-security-policy": `default-src 'none'; style-src 'self'; img-src data:; connect-src 'self'; script-src ${liveScriptHash}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      "referrer-policy": "same-origin",
    });
  }

  function clearFaults(request: Received): Answer {
    faults.clear();
    return done(request);
  }

  function addFault(request: Received): Answer {
    const type = getMediaType(request.headers);
    const text = request.body?.toString("utf8") ?? "";
    if (type !== formType && type !== "application/json") {
      return problem(415, "Content-Type must be application/json or a form.");
    }
    let list: unknown;
    try {
      list = faults.add(type === formType ? parseFaultForm(new URLSearchParams(text)) : JSON.parse(text));
    } catch (error) {
      return problem(400, error instanceof TypeError ? error.message : "The body is not JSON.");
    }
    return type === formType ? seeOther("/") : json(201, list);
  }

  return {
    answer(request: Received): Answer {
      if (!isLocalHost(request.headers)) return problem(403, "The Host header is not this machine's.");
      const method = request.method === "HEAD" ? "GET" : request.method;
      const handler = handlers[`${method} ${request.path}`];
      if (!handler) return answerUnknown(request.path);
      if (method !== "GET" && !isOwnPage(request.headers)) {
        return problem(403, "Another site's page sent this.");
      }
      return handler(request);
    },

    /** `GET /_emulator/events`: Server-Sent Events, one `change` after every change. */
    stream(request: Pick<Received, "headers">, response: ServerResponse): void {
      if (!isLocalHost(request.headers)) {
        response.writeHead(403).end();
        return;
      }
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write("retry: 1000\n\n");
      const stop = changes.listen(() => response.write("event: change\ndata: {}\n\n"));
      response.on("close", stop);
    },
  };

  function answerUnknown(path: string): Answer {
    const methods = Object.keys(handlers)
      .map((name) => name.split(" "))
      .filter(([, known]) => known === path)
      .map(([method]) => method);
    if (methods.length === 0) return problem(404, "There is nothing here.");
    return problem(405, "Not by this method.", { allow: methods.join(", ") });
  }
}

/** A form goes back to the inspector; a program gets 204. */
function done(request: Received): Answer {
  return getMediaType(request.headers) === formType ? seeOther("/") : noContent();
}

function problem(status: number, message: string, headers: Record<string, string> = {}): Answer {
  return json(status, { error: { message } }, headers);
}
