import { truncate } from "@retent/retentbase/internal";

/** One API call and its answer, without anything secret. */
export interface RequestRecord {
  /** Counts up from 1. */
  id: number;
  /** ISO 8601. */
  at: string;
  method: string;
  path: string;
  /** Null where no answer was sent: dropped, lost or hanging. */
  status: number | null;
  /** Whether the API key was right; the key itself is never kept. */
  auth: "valid" | "invalid" | "missing";
  /** The JSON, or the text where it was no JSON; null where there was none. */
  requestBody: unknown;
  answerBody: unknown;
  /** What was made to go wrong, in words. */
  fault: string | null;
}

export interface RequestLogOptions {
  /** Texts that must not be kept, wherever they stand. */
  secrets: readonly string[];
  now: () => number;
  onChange: () => void;
}

/** A call as it comes in: its bodies are still text. */
export type LoggedCall = Omit<RequestRecord, "id" | "at" | "requestBody" | "answerBody"> & {
  requestBody: string;
  answerBody: string;
};

const maxRecords = 1000;
const maxBodyCharacters = 16_384;

/** The last 1,000 API calls, oldest first. */
export type RequestLog = ReturnType<typeof createRequestLog>;

export function createRequestLog(options: RequestLogOptions) {
  const records: RequestRecord[] = [];
  let count = 0;

  const redact = (text: string) =>
    options.secrets
      .reduce((result, secret) => result.replaceAll(secret, "[hidden]"), text)
      .replace(/\/c\/[\w-]+/g, "/c/[hidden]")
      .replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, "[hidden]");

  return {
    add(call: LoggedCall): void {
      count += 1;
      records.push({
        ...call,
        id: count,
        at: new Date(options.now()).toISOString(),
        path: redact(call.path),
        requestBody: readable(redact(call.requestBody)),
        answerBody: readable(redact(call.answerBody)),
      });
      if (records.length > maxRecords) records.shift();
      options.onChange();
    },
    clear(): void {
      records.length = 0;
      options.onChange();
    },
    snapshot: (): RequestRecord[] => structuredClone(records),
  };
}

function readable(text: string): unknown {
  if (text === "") return null;
  if (text.length > maxBodyCharacters) return truncate(text, maxBodyCharacters);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
