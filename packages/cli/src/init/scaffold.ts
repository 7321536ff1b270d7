/** A file that a project gets. */
export interface WantedFile {
  /** From the project's folder on, with slashes. */
  path: string;
  content: string;
  /** It belongs to the tool, as `next.config.mjs` does: one that holds this text needs nothing more. */
  marker?: string;
}

/** What one framework needs. */
export interface Scaffold {
  files: WantedFile[];
  /** The file that holds `findCustomer`. */
  serverFile: string;
  /** What is to be done by hand to mount the routes; empty where a file does it. */
  mount: string;
  /** How the variables reach the server. */
  settings: string;
  /** How the button gets into a page. */
  tag: string;
  /** The file to start, where an empty project got a site to try it with. */
  starterFile?: string | undefined;
  /** Further packages that the files import types from. */
  typePackages: string[];
}
