import type { BodySource } from "@retent/retentbase/internal";

/** What an adapter knows about a request that the request itself can't say. */
interface AdapterNotes {
  /** The body; left out where the request itself holds it. */
  source?: BodySource;
  /** Earlier middleware has parsed the body, and it was serialized again: no signature fits these bytes. */
  isReserialized?: boolean;
  /** Something has read the body and kept nothing of it. */
  isBodyLost?: boolean;
  /** Where the client is, as the host's own settings about proxies say. */
  clientAddress?: string | undefined;
}

const notes = new WeakMap<Request, AdapterNotes>();

export function setNotes(request: Request, known: AdapterNotes): void {
  notes.set(request, known);
}

export function getNotes(request: Request): AdapterNotes {
  return notes.get(request) ?? {};
}
