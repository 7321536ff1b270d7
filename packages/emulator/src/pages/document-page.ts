import { type Html, html } from "@retent/retentbase/internal";

export const stylesheetPath = "/emulator.css";

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%231d4ed8'/%3E%3Cpath d='M5 8.5 7.2 11 11.5 5.5' fill='none' stroke='white' stroke-width='2'/%3E%3C/svg%3E";

export interface DocumentPage {
  title: string;
  /** Class of the body: which of the two designs it is. */
  className: "hosted" | "inspector";
  body: Html;
}

/** A whole HTML document. */
export function documentPage({ title, className, body }: DocumentPage): Html {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title}</title>
  <link rel="icon" href="${icon}">
  <link rel="stylesheet" href="${stylesheetPath}">
</head>
<body class="${className}">
${body}
</body>
</html>
`;
}
