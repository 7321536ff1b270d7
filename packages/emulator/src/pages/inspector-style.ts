/** The inspector: events at the left, the calls at the right; one column on a phone. */
export const inspectorStyle = `
.inspector { font-size: .9375rem; }
.bar {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: .75rem 1rem;
  padding: 1rem clamp(1rem, 3vw, 2rem);
  background: var(--surface);
  border-bottom: 1px solid var(--line);
}
.bar > div { flex: 1 1 16rem; }
.bar h1 { font-size: 1.2rem; letter-spacing: -.01em; }
.light { display: inline-flex; align-items: center; gap: .5rem; color: var(--muted); }
.light::before { content: ""; width: .6rem; height: .6rem; border-radius: 50%; background: var(--control); }
.light[data-state="on"]::before { background: var(--good); box-shadow: 0 0 0 .25rem var(--good-soft); }
.inspector main { max-width: 88rem; margin: 0 auto; padding: 1.25rem clamp(1rem, 3vw, 2rem) 3rem; }
.columns { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); gap: 1.25rem; align-items: start; }
.column { display: grid; gap: 1.25rem; min-width: 0; }
.panel { min-width: 0; padding: 1.1rem 1.25rem; background: var(--surface); border: 1px solid var(--line); border-radius: .9rem; }
.panel h2 { margin-bottom: .75rem; font-size: 1.05rem; }
.count { margin-left: .25rem; color: var(--muted); font-weight: 400; font-variant-numeric: tabular-nums; }
.empty { color: var(--muted); }
.push { margin-left: auto; }
time { color: var(--muted); font-size: .85em; font-variant-numeric: tabular-nums; white-space: nowrap; }

.badge, .method, .status {
  display: inline-block;
  padding: .08rem .55rem;
  border-radius: 1rem;
  background: var(--raised);
  font-size: .82rem;
  font-weight: 600;
  white-space: nowrap;
}
.badge.outline { background: none; box-shadow: inset 0 0 0 1px var(--line); color: var(--muted); font-weight: 500; }
.badge.recovered, .status.good { background: var(--good-soft); color: var(--good); }
.badge.churned, .status.bad { background: var(--danger-soft); color: var(--danger); }
.badge.pending, .status.warn { background: var(--warn-soft); color: var(--warn); }
.badge.open { background: var(--accent-soft); color: var(--accent); }

.faults { display: grid; gap: .75rem; margin-bottom: 1.25rem; }
.panel.faults h2 { margin: 0; }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; }
.inspector .primary, .inspector .secondary { padding: .35rem .8rem; font-size: .9rem; }
.clear { margin-top: .5rem; }
.chips { display: flex; flex-wrap: wrap; gap: .5rem; }
.chips li { padding: .25rem .75rem; border-radius: .6rem; background: var(--danger-soft); color: var(--danger); }
.chips .quiet { color: inherit; opacity: .85; }
summary { cursor: pointer; border-radius: .4rem; }
.faults details { border-top: 1px solid var(--line); padding-top: .6rem; }
.faults summary { color: var(--muted); font-weight: 600; }
.fault-form { display: grid; grid-template-columns: repeat(auto-fit, minmax(12.5rem, 1fr)); gap: .75rem; align-items: end; padding-top: .75rem; }
.fault-form :is(input, select) { height: 2.5rem; color: var(--text); font-size: .9375rem; }
.fault-form .primary { height: 2.5rem; }
.fault-form label { font-size: .85rem; color: var(--muted); }
.magic { columns: 20rem; gap: 2rem; padding-top: .5rem; font-size: .875rem; }
.magic li { display: grid; grid-template-columns: 10.5rem 1fr; gap: .5rem; padding: .15rem 0; break-inside: avoid; }
.magic span { color: var(--muted); }

.cards { display: grid; gap: .75rem; }
.event { padding: .85rem 1rem; border: 1px solid var(--line); border-radius: .7rem; }
.event-head { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; }
.event-head h3 { font-size: 1rem; overflow-wrap: anywhere; }
.id { color: var(--muted); font-size: .85rem; overflow-wrap: anywhere; }
.facts { display: grid; gap: .1rem; margin: .5rem 0; }
.facts div { display: grid; grid-template-columns: 5rem 1fr; gap: .5rem; }
.facts dt { color: var(--muted); }
.facts dd { overflow-wrap: anywhere; }
.facts q { color: var(--muted); }
.waiting { color: var(--warn); font-size: .875rem; }
.event:is(.churned, .recovered) .waiting { color: var(--muted); }
.updates { display: grid; gap: .35rem; }
.updates li { display: flex; flex-wrap: wrap; align-items: center; gap: .15rem .5rem; padding: .4rem .7rem; border-radius: .5rem; background: var(--raised); }
.updates small { flex-basis: 100%; color: var(--muted); overflow-wrap: anywhere; }

.rows li { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .6rem; padding: .5rem 0; }
.rows li + li { border-top: 1px solid var(--line); }
.rows strong { flex: 1 1 8rem; min-width: 0; overflow-wrap: anywhere; }
.rows small { flex-basis: 100%; color: var(--muted); overflow-wrap: anywhere; }

.request { border-top: 1px solid var(--line); }
.request summary { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .6rem; padding: .5rem .6rem; }
.request summary::before { content: "▸"; width: .8em; color: var(--muted); }
.request[open] summary::before { rotate: 90deg; }
.request summary:hover { background: var(--raised); }
.request.updated { background: var(--good-soft); }
.request.updated .badge { background: var(--surface); }
.request.updated summary:hover { background: none; }
.request.updated :is(.method, .status.good) { background: var(--good); color: var(--surface); }
.request .method { min-width: 4.2rem; font: 600 .8rem/1.6 var(--mono); text-align: center; }
.method.post { color: var(--accent); background: var(--accent-soft); }
.method.patch { color: var(--good); background: var(--good-soft); }
.request .path { flex: 1 1 12rem; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.request[open] .path { overflow-wrap: anywhere; white-space: normal; }
.request .note { flex-basis: 100%; padding-left: 4.8rem; color: var(--danger); font-size: .875rem; }
.bodies { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .75rem; padding: .25rem .6rem .5rem; }
.bodies > div { min-width: 0; }
.bodies h3 { font-size: .85rem; color: var(--muted); }
.bodies pre { max-height: 22rem; margin: .25rem 0 0; padding: .7rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--raised); border-radius: .5rem; font-size: .82rem; }
.request > .quiet { padding: 0 .6rem .6rem; font-size: .85rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 56rem) {
  .columns { grid-template-columns: minmax(0, 1fr); }
  .magic li { grid-template-columns: 1fr; gap: 0; }
}
@media (max-width: 30rem) {
  .bar { column-gap: .5rem; }
  .panel, .event { padding: .85rem; }
  .request summary { gap: .25rem .4rem; padding-inline: 0; }
  .request.updated summary { padding-inline: .5rem; }
  .rows strong, .request .path { flex-basis: 100%; }
  .request .path { order: 1; }
  .request .note { order: 2; padding-left: 0; }
  .rows time, .request time { margin-left: auto; }
}
`;
