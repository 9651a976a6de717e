/** One test that passes and one that fails: what reports of a failing run look like (properties/cli/github.test.ts). */
test("a number <= itself", () => {
  expect(2).toBeLessThanOrEqual(2);
});

test("a number < itself", () => {
  expect(2).toBeLessThan(2);
});
