// Stands in for the script of a membership tool: it has the token of the member who is signed in on this page.
globalThis.membershipTool = {
  getToken: () => /(?:^|; )member_token=([^;]*)/.exec(document.cookie)?.[1],
};
