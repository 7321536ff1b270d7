/** Beside the styles that all of the operator's pages have, on the set-up page. */
export const setupStyles = `
.toc{display:flex;flex-wrap:wrap;gap:0 1.25rem;margin:-.25rem 0 .75rem}
.toc a{display:flex;align-items:center;min-height:2rem}
section>details:only-child{margin:-.75rem 0}
summary{display:flex;align-items:center;gap:.75rem;min-height:2.75rem;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary h2{margin:0}
summary::after{content:"";flex:none;width:.5rem;height:.5rem;margin-inline:auto .25rem;border:solid var(--muted);border-width:0 2px 2px 0;transform:rotate(45deg)}
[open]>summary::after{transform:rotate(225deg)}
.part{padding-block:.5rem .75rem;scroll-margin-top:4rem}
.part>:first-child{margin-top:0}.part>:last-child{margin-bottom:0}
.part>.tone{margin-bottom:1rem}
.compared dd{overflow-wrap:break-word}
@media (max-width:36rem){.compared dl>div{grid-template-columns:minmax(0,1fr)}}
textarea{display:block;width:100%;min-width:0;padding:.75rem;border:1px solid var(--control);border-radius:var(--radius);background:var(--surface);color:var(--text);font:.8125rem/1.5 var(--mono);resize:vertical}
textarea[readonly]{field-sizing:content;min-height:3.5rem;border-color:var(--line);background:var(--ground)}
iframe{display:block;width:100%;height:6.5rem;border:1px solid var(--line);border-radius:var(--radius)}
.rows+*,.rows+.actions{margin-top:1.25rem}
.rows~form{padding-top:1.25rem;border-top:1px solid var(--line)}
.parts>*+*{margin-top:1.25rem}
.parts{margin-top:1.75rem}
.parts>:first-child .head{min-height:0}
.parts .head{flex-wrap:nowrap;align-items:center;justify-content:space-between;min-height:2.75rem;margin-bottom:.375rem}
.parts .head button{flex:none;padding-block:.25rem;font-size:.875rem}
.claims{margin-block:1.25rem}
.claims dl{margin-top:.375rem}
.claims dt{font-family:var(--mono);font-size:.8125rem;line-height:1.85}
fieldset{display:grid;gap:.75rem;min-width:0;margin:0 0 1.25rem;padding:0;border:0}
fieldset:last-of-type{margin:0}
legend{padding:0;margin-bottom:.75rem;font-weight:600}
@media (max-width:39.99rem){.look{grid-template-columns:repeat(2,minmax(0,1fr))}.look>:is(:nth-child(2),:nth-child(5)){grid-column:1/-1}}
@media (min-width:40rem){fieldset{grid-template-columns:repeat(auto-fill,minmax(15rem,1fr))}.findings>.row{display:grid;grid-template-columns:minmax(13rem,1fr) 3fr;gap:0 1.5rem}.findings p:first-child{margin:0}}
@media (min-width:60rem){.parts{margin:0}.builder{display:grid;grid-template-columns:18rem minmax(0,1fr);gap:2.5rem}fieldset{grid-template-columns:minmax(0,1fr)}}
`;
