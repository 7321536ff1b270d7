/**
 * A reference that customers can read out and type in, e.g. `3F2A-9C41`: the beginning of an event id. Not
 * unique; the operator's search finds all that share it. Undefined for an id that is not a UUID.
 */
export function toReference(eventId: string): string | undefined {
  const [, first, second] = /^([0-9a-f]{4})([0-9a-f]{4})-[0-9a-f]{4}-/i.exec(eventId) ?? [];
  return first && second ? `${first}-${second}`.toUpperCase() : undefined;
}
