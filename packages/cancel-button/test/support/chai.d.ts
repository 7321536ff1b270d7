// The part of chai that the tests use; the package has no types.
declare module "chai" {
  export const assert: {
    (condition: unknown, message?: string): asserts condition;
    equal(actual: unknown, expected: unknown, message?: string): void;
    notEqual(actual: unknown, expected: unknown, message?: string): void;
    deepEqual(actual: unknown, expected: unknown, message?: string): void;
    include(actual: string | readonly unknown[], expected: unknown, message?: string): void;
    notInclude(actual: string | readonly unknown[], expected: unknown, message?: string): void;
    match(actual: string, expected: RegExp, message?: string): void;
    instanceOf(actual: unknown, expected: unknown, message?: string): void;
    isAtLeast(actual: number, expected: number, message?: string): void;
    isAtMost(actual: number, expected: number, message?: string): void;
  };
}
