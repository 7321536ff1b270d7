const warned = new Set<string>();

/** Warns once of an error that was built as in version 0.1, where the message came first. */
export function warnOfOldForm(className: string): void {
  if (warned.has(className)) return;
  warned.add(className);
  console.warn(`retent: new ${className}(message) is now new ${className}(code, message)`);
}
