import type { Finding } from "./finding.ts";

/** Where a README says more: the package's name and the heading's anchor. */
export type DocsPlace = "cancel-button#attributes" | "cancel-button#identity" | ServerPlace;
type ServerPlace = "server#routes" | "server#what-you-provide" | "server#operations";

/** A finding for the panel on a page. */
export type PageFinding = Finding & { docs: DocsPlace };
