import { expect, test } from "vitest";
import { writeFiles } from "../../src/init/write-files.ts";
import { createProject } from "./temporary-project.ts";

test("if one file can't be written, none is", () => {
  const project = createProject({}, { ".env.example": "A=1\n", taken: "since it was shown" });
  const before = project.contents();
  const write = () =>
    writeFiles(project.folder, [
      { action: "create", path: "src/deep/retent.js", content: "1" },
      { action: "create", path: "src/deep/other.js", content: "2" },
      { action: "append", path: ".env.example", content: "B=2\n" },
      { action: "create", path: "taken", content: "3" },
    ]);
  expect(write).toThrow(/taken can't be written \(EEXIST\), so nothing was written/);
  expect(project.contents()).toEqual(before);
  expect(project.folders()).toEqual([]);
});
