import { designTokens } from "@retent/retentbase/internal";

/** The look of our own pages: one column, in the visitor's light or dark. */
export const styles = `${designTokens}*{box-sizing:border-box}
body{display:flex;flex-direction:column;min-height:100vh;margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 var(--font)}
header,footer,main{width:100%;max-width:36rem;margin-inline:auto}
header{margin-top:5vh;padding:1.5rem 2rem 1rem;font-size:1.0625rem;font-weight:650;overflow-wrap:anywhere}
header img{display:block;max-width:12rem;max-height:2.5rem}
@media screen and (prefers-color-scheme:dark){header img{box-sizing:content-box;padding:.5rem;border-radius:var(--radius);background:#fff}}
main{padding:2rem;background:var(--surface);border:1px solid var(--line);border-radius:var(--radius-large);box-shadow:0 .5rem 1.5rem #0000000f}
footer{padding:1.25rem 2rem;color:var(--muted);font-size:.875rem}
footer a{display:inline-block;padding-block:.25rem}
footer p{margin:0 0 .25rem;white-space:pre-line;overflow-wrap:anywhere}
h1{margin:0 0 .75rem;font-size:1.5rem;line-height:1.25;letter-spacing:-.01em;overflow-wrap:break-word;text-wrap:balance}
.kind{margin:0 0 .25rem;color:var(--muted);font-size:.9375rem;font-weight:600}
p{margin:0 0 1rem;text-wrap:pretty}
dl{margin:1.25rem 0;border-block:1px solid var(--line)}
dl>div{display:grid;grid-template-columns:minmax(7rem,5fr) 9fr;gap:.125rem 1rem;align-items:baseline;padding:.625rem 0}
dl>div+div{border-top:1px solid var(--line)}
dt{color:var(--muted);font-size:.9375rem}
dd{margin:0;font-weight:500;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
dd small{display:block;color:var(--muted);font-size:.8125rem;font-weight:400}
dd small bdi{font:.75rem var(--mono)}
a{color:var(--accent);text-underline-offset:.2em}
.mark{display:block;width:2.75rem;height:2.75rem;margin:0 0 1rem;padding:.5rem;border-radius:50%;fill:none;stroke:currentColor;stroke-width:2.5;stroke-linecap:round;stroke-linejoin:round;background:var(--accent-soft);color:var(--accent)}
.mark.done{background:var(--good-soft);color:var(--good)}
.mark.problem{background:var(--warn-soft);color:var(--warn)}
.actions{display:flex;flex-wrap:wrap;align-items:center;gap:.75rem;margin-top:1.5rem}
.actions>*{flex:1 0 48%;min-width:max-content;margin:0}
.actions>form>button{width:100%}
button,.button{display:inline-flex;align-items:center;justify-content:center;min-height:2.75rem;padding:.5rem 1rem;border:1px solid var(--control);border-radius:var(--radius);background:var(--surface);color:var(--text);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
button:hover,.button:hover{background:var(--raised);border-color:var(--text)}
.primary,.primary:hover{background:var(--accent-fill);border-color:var(--accent-fill);color:var(--on-accent)}
.danger,.danger:hover{background:var(--danger-fill);border-color:var(--danger-fill);color:var(--on-danger)}
:is(.primary,.danger):hover{filter:brightness(1.1)}
.actions a:not(.button){display:flex;flex-basis:100%;align-items:center;justify-content:center;min-height:2.75rem}
.actions>a:not(.button){margin-bottom:-.75rem}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
[hidden]{display:none!important}
.note{color:var(--muted);font-size:.9375rem}
@media (max-width:38rem){
header{margin-top:0;padding:1rem 1.25rem}
footer{padding-inline:1.25rem}
main{flex:1;padding:1.5rem 1.25rem;border-width:1px 0;border-radius:0;box-shadow:none}
dl>div{grid-template-columns:1fr}
.actions{display:grid}
.actions>*{min-width:0}
}
@media (min-width:38rem){time{white-space:nowrap}}
@media screen{.printed{display:none}}
@media (forced-colors:active){.mark{border:1px solid}.primary,.danger{border-width:2px}}

@page{margin:2cm}
@media print{body{display:block;background:none}header{margin:0;padding:0 0 1.5rem}footer{padding:1.5rem 0}header,footer,main{max-width:none}main{padding:0;border:0;box-shadow:none}dl>div{grid-template-columns:11rem 1fr}footer a::after{content:" " attr(href)}.actions,.mark,.unprinted{display:none}}
`;

/** Beside them, on a page that waits for the server: what turns stands where the sign stands afterwards. */
export const busyStyles = `@media screen{main:has(.busy)::before{content:"";display:block;box-sizing:border-box;width:2.75rem;height:2.75rem;margin:0 0 1rem;border:.25rem solid var(--line);border-top-color:var(--accent);border-radius:50%;animation:turn 1s linear infinite}}
@keyframes turn{to{transform:rotate(1turn)}}
@media (prefers-reduced-motion:reduce){main::before{animation-duration:6s!important}}
`;

/** Beside them, on a page that may begin with something to heed. */
export const noticeStyles = `.notice{margin-block:1rem 1.25rem;padding:.75rem 1rem;border-radius:var(--radius);background:var(--warn-soft);color:var(--warn)}
`;

/** Beside them, on a page with radio buttons. */
export const radioStyles = `[type=radio]{appearance:none;flex:none;width:1.25rem;height:1.25rem;margin:0;border:1.5px solid var(--control);border-radius:50%;background:var(--surface);cursor:pointer}
[type=radio]:checked{border:.375rem solid var(--accent)}
`;
