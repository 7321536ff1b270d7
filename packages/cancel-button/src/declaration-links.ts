/**
 * Leads every link with `data-retent-declare="de"` to the page of that law on the server, where customers end a
 * contract without signing in. Links that are added later are found too.
 *
 * @param findEndpoint where the server is; if it can't be found, links keep the address that they have
 */
export async function setDeclarationLinks(findEndpoint: () => unknown): Promise<void> {
  const endpoint = await findEndpoint();
  if (!endpoint) return;
  const set = () => {
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-retent-declare]")) {
      const preset = link.dataset.retentDeclare ?? "";
      link.href = `${endpoint}/cancel?preset=${encodeURIComponent(preset)}`;
    }
  };
  set();
  new MutationObserver(set).observe(document, { childList: true, subtree: true });
}
