/** Collects the console's warnings until the end of the test. */
export function collectWarnings(): string[] {
  const { warn } = console;
  const warnings: string[] = [];
  console.warn = (...parts: unknown[]) => void warnings.push(parts.map(String).join(" "));
  pending.push(() => {
    console.warn = warn;
  });
  return warnings;
}

const pending: (() => void)[] = [];

afterEach(() => {
  for (const restore of pending.splice(0)) restore();
});
