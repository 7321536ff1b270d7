import type { Environment } from "@retent/retentbase";
import type { NewOutboxRow, OutboxRow } from "../outbox/row.ts";
import type { Declaration } from "./declaration.ts";

export interface DeclarationChange {
  /** Saved if its version is still the stored one. */
  declaration: Declaration;
  /** Queued with it. */
  enqueue?: NewOutboxRow[];
  /** Done with it; nothing is saved if its lease was lost. */
  finish?: OutboxRow;
}

export interface DeclarationQuery {
  environment: Environment;
  /** Default: all. */
  status?: Declaration["status"];
  /** Only those received before, by time and id. */
  before?: { receivedAtMs: number; id: string };
  /** Only those received after, by time and id; then the oldest come first. */
  after?: { receivedAtMs: number; id: string };
  limit: number;
}

/** How many wait for a customer or for the operator. */
export interface OpenDeclarations {
  open: number;
  /** When the oldest of them was received, in milliseconds since the epoch; null if there is none. */
  oldestAtMs: number | null;
}

/** Where declarations live, in the same store as the outbox: each method is one transaction. */
export interface DeclarationStore {
  /** Adds a declaration together with work for later. False, and nothing is added, if its id is taken. */
  insertDeclaration(declaration: Declaration, enqueue?: NewOutboxRow[]): Promise<boolean>;
  findDeclaration(id: string): Promise<Declaration | undefined>;
  /** Undefined, and nothing is saved, if another process saved first. */
  saveDeclaration(change: DeclarationChange): Promise<Declaration | undefined>;
  /** The newest first, unless the query has `after`. */
  listDeclarations(query: DeclarationQuery): Promise<Declaration[]>;
  countOpenDeclarations(environment: Environment): Promise<OpenDeclarations>;
  /**
   * Removes those that are not open any more and were received before a moment, at most `limit`. Returns the count.
   */
  pruneDeclarations(before: number, limit: number): Promise<number>;
}
