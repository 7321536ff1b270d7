/** Beside the styles that all of the operator's pages have, on those about declarations. */
export const declarationStyles = `
.tabs.tabs{display:flex;gap:.5rem}
.tabs>a.button{width:auto;padding-inline:.625rem}
.tabs>[aria-current]{border-color:var(--accent);color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.list td:first-child{white-space:nowrap}.list small{display:block;color:var(--muted);font-size:.8125rem}
@media (min-width:48rem){.declared td:last-child{width:30%}.declared :is(td,th):nth-child(5){white-space:nowrap}}
.list td:last-child{grid-column:1/-1}
label+label{margin-top:.75rem}
section form{max-width:32rem}
details{margin-top:.75rem}summary{padding:.5rem 0;cursor:pointer}
@media (max-width:36rem){.columns dl>div{grid-template-columns:minmax(0,1fr);gap:0}}
@media (min-width:36.01rem){.columns dl>div{grid-template-columns:minmax(6rem,11.5rem) minmax(0,1fr)}}
@media (forced-colors:active){.tabs>[aria-current]{border:3px solid Highlight}}
`;
