/** Paths of the browsers that are there; a Chromium is installed if there is none. */
export function findBrowsers(): Promise<{ chromium: string; firefox?: string; webkit?: string }>;
