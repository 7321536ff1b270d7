/** The same on light and dark pages: it is no part of the page. */
export const panelStyles = `
  :host {
    all: initial;
    display: block;
    box-sizing: border-box;
    max-width: 40rem;
    margin-top: .75rem;
    padding: .75rem 1rem;
    border: 1px solid #6b7280;
    border-radius: 8px;
    background: #fff;
    color: #1f2937;
    color-scheme: light;
    font: .875rem/1.5 system-ui, sans-serif;
    overflow-wrap: anywhere;
  }
  summary {
    font-weight: 600;
    cursor: pointer;
  }
  ul {
    margin: .5rem 0;
    padding: 0;
    list-style: none;
  }
  li {
    padding: .375rem 0;
    border-bottom: 1px solid #e5e7eb;
  }
  .failed {
    color: #b91c1c;
  }
  .warning {
    color: #92400e;
  }
  .ok {
    color: #166534;
  }
  dl div {
    display: flex;
    flex-wrap: wrap;
    gap: 0 .75rem;
  }
  dt {
    min-width: 7rem;
    font-weight: 600;
  }
  dd {
    margin: 0;
  }
  button {
    min-height: 2rem;
    font: inherit;
    cursor: pointer;
  }
  p {
    margin: .5rem 0 0;
  }
  p:empty {
    display: none;
  }
`;
