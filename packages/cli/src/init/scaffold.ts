/** A file that is added to a project. */
export interface WantedFile {
  /** Relative to the project's folder, with slashes. */
  path: string;
  content: string;
  /** A file such as `next.config.mjs` may already exist. If it holds this text, it is complete. */
  marker?: string;
}

/** What is added to a project of one framework. */
export interface Scaffold {
  files: WantedFile[];
  /** The file that holds `findCustomer`. */
  serverFile: string;
  /** How to mount the routes by hand; empty if a file does it. */
  mount: string;
  /** How the variables reach the server. */
  settings: string;
  /** How the button gets into a page. */
  tag: string;
  /** The file to start, if an empty project got a site. */
  starterFile?: string | undefined;
  /** Further packages that the files import types from. */
  typePackages: string[];
}
