import { choiceStyles } from "../choice-styles.ts";
import { noticeStyles } from "../styles.ts";

/** Beside the styles that all pages have. */
export const formStyles = `${noticeStyles}${choiceStyles}main{overflow-wrap:break-word}
.field{margin:0 0 1.25rem}
.field label,legend{display:block;padding:0;margin:0 0 .25rem;font-weight:600}
.field label,dt{text-wrap:balance}
.optional{color:var(--muted);font-weight:400}
fieldset{min-width:0;margin:0 0 1.25rem;padding:0;border:0}
.hint{display:block;margin:0 0 .375rem;color:var(--muted);font-size:.9375rem;font-weight:400}
input:not([type=radio],[type=hidden]),textarea{display:block;width:100%;min-height:2.75rem;padding:.5rem .75rem;border:1px solid var(--control);border-radius:var(--radius);background:var(--surface);color:var(--text);font:inherit}
textarea{resize:vertical}
:is(input,textarea)~.hint{margin:.375rem 0 0}
.hint>bdi{display:block;color:var(--text)}
.either>.hint{margin-bottom:.75rem}
.either label{font-weight:400}
.either>:last-child{margin:0}
.either>.field{margin:0}
.or{display:flex;align-items:center;gap:.75rem;margin:.75rem 0 .5rem;color:var(--muted);font-size:.9375rem}
.or::before,.or::after{content:"";flex:1;border-top:1px solid var(--line)}
h1+form{margin-top:1.5rem}
.account{color:var(--muted);font-size:.9375rem}
fieldset>.wrong{margin:0 0 .5rem}
fieldset:not(:has(#contract-other:checked))>.other,form:has(#kind:checked) .field:has(#reason:placeholder-shown){display:none}
[aria-invalid=true]{border-color:var(--danger)!important}
.wrong{display:block;margin:.375rem 0 0;color:var(--danger);font-weight:600}
.error{background:var(--danger-soft);color:var(--danger)}
.error ul{margin:.25rem 0 0;padding-inline-start:1.25rem}
.error li+li{margin-top:.25rem}
.error a{display:inline-flex;align-items:center;min-height:1.75rem;color:var(--danger)}
.notice p{margin:0}
.steps{margin:1.25rem 0;padding-block:.875rem;padding-inline:2.5rem 1rem;border-radius:var(--radius);background:var(--accent-soft)}
.steps li+li{margin-top:.375rem}
.steps ::marker{color:var(--accent);font-weight:600}
@media print{textarea{resize:none}::-webkit-calendar-picker-indicator{display:none}}
@media print,(min-width:38.01rem){dl>div{grid-template-columns:2fr 3fr}}
dd{white-space:pre-line}
dl:last-child{margin-bottom:0}
`;
