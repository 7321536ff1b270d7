/** The variables that a block of shell sets, each on a line of its own. */
export function variablesIn(code) {
  const lines = code.matchAll(/^(?:export )?([A-Z][A-Z_\d]*)=("[^"]*"|\S*)/gm);
  return Object.fromEntries([...lines].map(([, name, value]) => [name, value.replace(/^"(.*)"$/, "$1")]));
}

/** Whether it is one of our variables, by its name. */
export function isVariable(name) {
  return /^RETENT(BASE)?_/.test(name);
}
