/** For jest: see quickFastCheck.ts. */
jest.mock("fast-check", () =>
  jest
    .requireActual<typeof import("./quickFastCheck")>("./quickFastCheck")
    .quickFastCheck(jest.requireActual("fast-check")),
);
