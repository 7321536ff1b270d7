/** Absolute path of a file or folder of the project. */
export function fromRoot(path: string): string;
