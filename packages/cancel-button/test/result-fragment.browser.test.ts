import { assert } from "chai";
import { takeResultTokens } from "../src/result-fragment.ts";
import { page, visit } from "./support/visit.ts";

describe("takeResultTokens", () => {
  afterEach(() => visit(""));

  const fragments: [before: string, after: string, tokens: string[]][] = [
    ["", "", []],
    ["#section", "#section", []],
    ["#ci_result_token=t", "", ["t"]],
    ["#a=b&ci_result_token=t", "#a=b", ["t"]],
    ["#ci_result_token=t&section", "#section", ["t"]],
    ["#a=%20b&ci_result_token=t&c=d#e", "#a=%20b&c=d#e", ["t"]],
    ["#ci_result_token=t&ci_result_token=u", "", ["t", "u"]],
    ["#ci%5Fresult%5Ftoken=t", "", ["t"]],
    ["#/account?ci_result_token=t", "#/account", ["t"]],
    ["#/account?tab=plan&ci_result_token=t", "#/account?tab=plan", ["t"]],
    ["#/account?ci_result_token=t&tab=plan", "#/account?tab=plan", ["t"]],
    ["#section#ci_result_token=t", "#section", ["t"]],
    ["#/account?tab=plan#ci_result_token=t", "#/account?tab=plan", ["t"]],
    ["#?ci_result_token=t", "", ["t"]],
    ["#/account?ci_result_token=t#ci_result_token=u", "#/account", ["t#ci_result_token=u", "u"]],
    ["#other_ci_result_token=t", "#other_ci_result_token=t", []],
  ];
  for (const [before, after, tokens] of fragments) {
    it(`takes ${JSON.stringify(tokens)} from "${before}" and leaves "${after}"`, () => {
      visit(before);
      assert.deepEqual(takeResultTokens(), tokens);
      assert.equal(location.href, `${page}${after}`);
    });
  }

  it("adds no entry to the history and keeps its state", () => {
    visit("#ci_result_token=t", { scroll: 12 });
    const entries = history.length;
    takeResultTokens();
    assert.equal(history.length, entries);
    assert.deepEqual(history.state, { scroll: 12 });
  });

  it("is not affected by a <base>", () => {
    const base = Object.assign(document.createElement("base"), { href: "https://elsewhere.example/" });
    document.head.append(base);
    visit("#ci_result_token=t");
    takeResultTokens();
    base.remove();
    assert.equal(location.href, page);
  });
});
