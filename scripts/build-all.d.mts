/** Builds one of the browser builds that `vite.config.ts` names, into its own folder or another one. */
export function buildForBrowsers(mode: string, options?: { outDir?: string }): Promise<void>;
