// Stands in for the script of a membership tool: it knows the token of whoever is signed in on this page.
globalThis.membershipTool = {
  getToken: () => /(?:^|; )member_token=([^;]*)/.exec(document.cookie)?.[1],
};
