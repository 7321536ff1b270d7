/** Something that was checked. */
export interface PanelFinding {
  name: string;
  status: "ok" | "warning" | "failed";
  text: string;
  /** What to do about it. */
  remedy?: string | undefined;
  /** Where a README says more: the package's name and the heading's anchor, e.g. `server#routes`. */
  docs: string;
}

/** What the panel shows. */
export interface PanelReport {
  /** Name and value of each setting of the page. */
  settings: [name: string, value: string][];
  findings: PanelFinding[];
}
