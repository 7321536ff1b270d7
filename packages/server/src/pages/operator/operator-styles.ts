/** The look of the operator's pages, beside the styles that all pages have. */
export const operatorStyles = `
:root{accent-color:var(--accent)}
body>header,main{max-width:76rem;padding-inline:1.25rem}
body>header{display:flex;align-items:center;gap:.75rem;margin-top:.5rem}
main{padding-block:0 3rem;border:0;background:none;box-shadow:none}
.bar{display:flex;flex-wrap:wrap;align-items:stretch;gap:.75rem 1.5rem;margin-bottom:1.5rem;border-bottom:1px solid var(--line)}
.bar nav{display:flex;flex:1;gap:0 1rem}
.bar nav a{display:flex;align-items:center;min-height:2.75rem;margin-bottom:-1px;padding:.25rem 0;border-bottom:3px solid transparent;color:var(--muted);font-weight:600;text-decoration:none}
.bar nav a:hover{color:var(--text)}
.bar nav a[aria-current]{border-color:var(--accent);color:var(--text)}
[role=search]{display:flex;gap:.5rem;padding-block:.5rem;flex:0 1 26rem}
:is(dl,.rows)+p{margin-top:1rem}
section>dl+.actions{margin-top:.5rem}
input,select{width:100%;min-width:0;min-height:2.75rem;padding:.5rem .75rem;border:1px solid var(--control);border-radius:var(--radius);background:var(--surface);color:var(--text);font:inherit}
h2{margin:2rem 0 .75rem;font-size:1.125rem}
h3,.row h2{margin:0;font-size:1rem}
section,.card{padding:1.25rem;overflow-wrap:anywhere;border:1px solid var(--line);border-radius:var(--radius-large);background:var(--surface)}
section{margin-top:1.25rem}
section>:first-child,.card>:first-child{margin-top:0}section>:last-child,.card>:last-child{margin-bottom:0}
.tone{padding:.75rem 1rem;border-radius:var(--radius)}
.badge{display:inline-block;padding:.0625rem .5rem;border-radius:1rem;font-size:.8125rem;font-weight:600;white-space:nowrap}
.good{background:var(--good-soft);color:var(--good)}
.warn{background:var(--warn-soft);color:var(--warn)}
.danger.danger:not(button){background:var(--danger-soft);color:var(--danger);filter:none}
.accent{background:var(--accent-soft);color:var(--accent)}
.quiet{background:var(--raised);color:var(--muted)}.tone.quiet{border:1px solid var(--line)}
.state{white-space:nowrap}
.state i{display:inline-block;margin-inline-end:.375rem;border:.25rem solid;border-radius:50%;vertical-align:.0625rem}
.id{font-family:var(--mono);font-size:.875em}
.columns{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));align-items:start}
.columns>section{margin:0}
.card h3{margin-bottom:.5rem}
time,.nowrap{white-space:nowrap;font-variant-numeric:tabular-nums}
td a,dd a,h3 a,.row p a,.card>p a,.tone a{display:inline-block;min-width:1.5rem;min-height:1.5rem}
label{display:grid;gap:.25rem;color:var(--muted);font-size:.875rem}
.rows,.timeline{margin:0;padding:0;list-style:none}
.row{padding:1rem 0;border-top:1px solid var(--line)}
.rows>.row:first-child{border:0;padding-top:0}.rows>.row:last-child{padding-bottom:0}
.row p,li>p{margin:.375rem 0 0}
.head{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25rem .75rem}
.row .actions{margin-top:.75rem}
.cause{color:var(--danger)}
.meta{color:var(--muted);font-size:.875rem}
.actions>*{flex:none}.actions>a:not(.button){flex-basis:auto}.actions>:is(button,.button)~a{margin-bottom:0}
dl{margin:.75rem 0 0;border:0;font-size:.9375rem}
dl>div{grid-template-columns:minmax(6rem,10rem) minmax(0,1fr);padding:.25rem 0}
dl>div+div{border:0}
dd{font-weight:400}
@media (max-width:36rem){body>header,main{padding-inline:1rem}.bar nav a{font-size:.875rem}dl>div{grid-template-columns:minmax(6rem,2fr) minmax(0,3fr)}dd time{white-space:normal}.actions:not(:has(button,.button))>a{justify-content:start}}
@media (max-width:47.99rem){
.bar{row-gap:0;border:0}.bar nav{flex-basis:100%;border-bottom:1px solid var(--line)}[role=search]{flex-basis:100%}
}
@media (max-width:30rem){.bar nav{gap:.25rem;flex-wrap:wrap;padding:.25rem 0 .5rem}.bar nav a{min-height:2.25rem;margin:0;padding:.25rem .625rem;border:0;border-radius:9rem}.bar nav a[aria-current]{background:var(--accent-soft);color:var(--accent)}}
@media (forced-colors:active){.badge,.tone{border:1px solid}.bar nav a[aria-current]{border-color:Highlight}}
@media print{.bar{display:none}.columns{display:block}.columns>section+section{margin-top:1rem}dl>div{grid-template-columns:8rem minmax(0,1fr)}dd{overflow-wrap:anywhere}body>header,main{padding-inline:0}}
`;

/** Beside them, on a page with a table. */
export const tableStyles = `
table{width:calc(100% + 1rem);margin-inline:-.5rem;border-collapse:collapse;font-size:.875rem}
caption{text-align:start;color:var(--muted);padding:0 .5rem .5rem}
th,td{padding:.625rem .5rem;border-bottom:1px solid var(--line);text-align:start;vertical-align:top;overflow-wrap:break-word}
td bdi{overflow-wrap:anywhere}
td .badge{margin-block:-.0625rem}
.calm{color:var(--muted)}
th{color:var(--muted);font-size:.8125rem;font-weight:600;white-space:nowrap}
tbody tr:last-child>td{border-bottom:0}
tbody tr:hover{background:var(--raised)}
.scroll{overflow-x:auto}.scroll table{width:100%;margin:0}
@media (max-width:47.99rem){
.list thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.list tr{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.25rem .75rem;padding:.75rem 0;border-bottom:1px solid var(--line)}
.list tr:last-child{border:0;padding-bottom:0}
.list{width:100%;margin:0}.list caption{padding-inline:0}
.list td{padding:0;border:0}.list td:has(.badge,.state){grid-column:1/-1}
.list .calm{display:none}.list small{display:inline}
}
@media print{table{width:calc(100% + .5rem);margin-inline:-.25rem;font-size:11px}th,td,caption{padding-inline:.25rem}th,.list .badge{font-size:inherit}}
`;

/** Beside them, on a page of one of the lists of cancellations. */
export const trailStyles = `
.trail{display:flex;flex-wrap:wrap;margin-bottom:.25rem;font-size:.9375rem}
.trail a{padding-block:.125rem;overflow-wrap:anywhere}
.trail a+a::before{content:"/";display:inline-block;margin-inline:.5rem;color:var(--muted)}
@media print{.trail{display:none}}
`;

/** Beside them, on a page with a form to filter by. */
export const filterStyles = `
.filters{display:grid;gap:.75rem;grid-template-columns:repeat(auto-fill,minmax(min(10.5rem,100%),1fr));align-items:end;margin-bottom:1rem}
.filters>button{justify-self:start;padding-inline:1.5rem}
@media (max-width:47.99rem){.filters{grid-template-columns:repeat(auto-fill,minmax(min(9rem,100%),1fr))}}
@media print{.filters{display:none}}
`;

/** Beside them, on a page that asks once more. */
export const confirmStyles = `
.narrow{max-width:44rem}
.narrow>.meta{margin-bottom:1.25rem;color:inherit;font-size:inherit}
`;

/** Beside them, on a page with figures. */
export const tileStyles = `
.tiles{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(7.5rem,100%),1fr))}
.tile{color:var(--muted);font-size:.875rem}
.tile b{display:block;color:var(--text);font-size:1.75rem;line-height:1.2;font-variant-numeric:tabular-nums}
.tile small{display:block;margin-top:.25rem;font-size:.8125rem}
.tile .up{color:var(--good)}.tile .down{color:var(--danger)}
@media (max-width:36rem){.tiles{grid-template-columns:1fr 1fr}.tile:last-child:nth-child(odd){grid-column:1/-1}.tile b{font-size:1.5rem}}
`;

/** Beside them, on a page with tasks. */
export const taskStyles = `
section>.head>h2{margin:0 0 .75rem}
.planned{margin-top:1.25rem}
.row p:not(.meta){max-width:44rem}
@media (min-width:48rem){.task{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:1.5rem}.task .actions{align-items:start;margin:0}}
`;

/** Beside them, on a page with figures and charts. */
export const chartStyles = `${tableStyles}${tileStyles}details{margin-top:1rem}
summary{padding:.625rem 0;cursor:pointer}
main>h3{margin:1.5rem 0 .75rem;color:var(--muted)}
.tiles+.charts{margin-top:1rem}
.charts{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr))}
.reasons{display:grid;gap:.75rem;margin:0;padding:0;list-style:none;font-size:.9375rem}
.reasons li{display:grid;grid-template-columns:1fr auto;gap:.25rem .75rem}
.reasons span{color:var(--muted)}.reasons b{color:var(--text)}
.reasons svg{grid-column:1/-1;width:100%;height:.5rem;border-radius:.25rem;background:var(--raised)}
.axis{margin:0;color:var(--muted);font-size:.8125rem}
.plot{position:relative;padding-top:.75rem;padding-inline-start:2.25rem;font-size:.8125rem;color:var(--muted)}
.plot>span{position:absolute;inset-inline-start:0;top:.75rem;transform:translateY(-50%)}.plot>span+span{top:4.75rem}.plot>span+span+span{top:8.75rem}
.plot p{display:flex;justify-content:space-between;margin:.25rem 0 0}
.plot svg{display:block;width:100%;height:8rem;border-block:1px solid var(--line);background:linear-gradient(var(--line),var(--line)) 0 50%/100% 1px no-repeat}
.s0{fill:var(--accent);--key:var(--accent)}.s1{fill:var(--good);--key:var(--good)}.s2{fill:var(--control);--key:var(--control)}.s3{fill:var(--danger);--key:var(--danger)}.s4{fill:var(--warn);--key:var(--warn)}
.tip{fill:transparent}.tip:hover{fill:var(--text);fill-opacity:.08}
.keys{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:.75rem 0 0;padding:0;list-style:none;font-size:.875rem}
.keys i{display:inline-block;width:.75rem;height:.75rem;margin-inline-end:.375rem;border-radius:.1875rem;background:var(--key);forced-color-adjust:none}
@media (forced-colors:active){svg{forced-color-adjust:none;background:Canvas}.s0{fill:LinkText;--key:LinkText}.s1{fill:Highlight;--key:Highlight}.s2{fill:GrayText;--key:GrayText}.s3{fill:CanvasText;--key:CanvasText}.s4{fill:ButtonText;--key:ButtonText}}
`;

/** Beside them, on the overview before the first customer. */
export const stepStyles = `.steps{counter-reset:step;margin:0;padding:0;list-style:none}
.steps>li{position:relative;min-height:2rem;padding:.75rem 0 .75rem 3rem;border-top:1px solid var(--line);counter-increment:step}
.steps>li:first-child{border:0}
.steps>li::before{content:counter(step);position:absolute;inset-inline-start:0;top:.75rem;display:grid;place-items:center;width:2rem;height:2rem;border-radius:50%;background:var(--raised);color:var(--muted);font-weight:600}
.steps>.done::before{content:"✓";background:var(--good-soft);color:var(--good)}
.steps a{display:inline-block;min-height:1.5rem;font-weight:600}
.steps p{margin:.125rem 0 0;color:var(--muted);font-size:.9375rem}
@media (forced-colors:active){.steps>li::before{border:1px solid}}
`;

/** Beside them, on a page with a timeline. */
export const timelineStyles = `${trailStyles}.attention{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.5rem 1.5rem;margin-bottom:1rem}
.attention>*,.attention>.actions,.attention p{margin:0}.attention>div:first-child{flex:1 1 24rem;max-width:48rem}.attention p+p{margin-top:.25rem}
.timeline+.note{margin-top:1.5rem}
li>.meta{margin:0}
.timeline>li{position:relative;padding:0 0 1.5rem 1.75rem;border-inline-start:2px solid var(--line);margin-inline-start:.5rem}
.timeline>li:last-child{border-color:transparent;padding-bottom:0}
.timeline>li::before{content:"";position:absolute;inset-inline-start:-.5625rem;top:.3125rem;width:1rem;height:1rem;box-sizing:border-box;border:3px solid currentColor;border-radius:50%;background:var(--surface);color:var(--muted)}
.timeline>.done::before{color:var(--good)}
.timeline>.failed::before{color:var(--danger)}
@media (max-width:36rem){.meta{font-size:.8125rem}.attention>.actions{flex:1 1 100%}}
`;
