/**
 * Bundlers take Lit's development build while a page is developed, which says so in the console. That is no
 * concern of a page that only has the button.
 */
export function quietLit(): void {
  const shared = globalThis as { litIssuedWarnings?: Set<string> };
  shared.litIssuedWarnings ??= new Set();
  shared.litIssuedWarnings.add("dev-mode");
}
