import { assert } from "chai";
import { clearPage } from "./support/test-button.ts";

const script = new URL("../dist/button.js", import.meta.url).href;
const folder = script.replace(/\/button\.js$/, "");

/** Waits until a link has this address. */
async function leadsTo(link: HTMLAnchorElement, href: string): Promise<void> {
  while (link.href !== href) await new Promise((resolve) => setTimeout(resolve));
}

describe("a link with data-retent-declare", () => {
  afterEach(clearPage);

  it("leads to the page of its law, also if it is added later", async () => {
    document.body.innerHTML = '<footer><a data-retent-declare="de">Verträge hier kündigen</a></footer>';
    await import(`${script}?declare`);
    const link = document.querySelector("a") as HTMLAnchorElement;
    await leadsTo(link, `${folder}/cancel?preset=de`);
    const later = document.createElement("a");
    later.dataset.retentDeclare = "eu-withdrawal";
    document.body.append(later);
    await leadsTo(later, `${folder}/cancel?preset=eu-withdrawal`);
    assert.equal(later.protocol, location.protocol);
  });

  it("can't be made to lead anywhere else by its value", async () => {
    document.body.innerHTML = '<a data-retent-declare="de&amp;x=//evil.example">Cancel</a>';
    await import(`${script}?declare-again`);
    const link = document.querySelector("a") as HTMLAnchorElement;
    await leadsTo(link, `${folder}/cancel?preset=de%26x%3D%2F%2Fevil.example`);
  });
});
