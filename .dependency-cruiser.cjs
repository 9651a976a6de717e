/** The rooms of src/, in the order in which data flows: a room imports only from those before it. */
const rooms = [
  "arithmetic",
  "network",
  "calculus",
  "spectrum",
  "rigour",
  "complexity",
  "generators",
  "theorems",
  "verify",
  "tightness",
  "weakenings",
  "training",
  "cli",
];

/** Files that proofs rest on: exact or exactly rounded operations only (biome.json forbids Math and ** in them). */
const certified = "^src/arithmetic/(rounding|elementary|interval)/";

const later = (room) => rooms.slice(rooms.indexOf(room) + 1);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...rooms.slice(0, -1).map((room) => ({
      name: `${room}-imports-upwards-only`,
      severity: "error",
      from: { path: `^src/${room}/` },
      to: { path: `^src/((${later(room).join("|")})/|index\\.ts$)` },
    })),
    {
      name: "certified-path-imports-only-itself",
      severity: "error",
      from: { path: certified },
      to: { pathNot: [certified, "^src/arithmetic/arithmetic\\.ts$"] },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "tensorflow-in-training-only",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/training/" },
      to: { path: "@tensorflow" },
    },
    { name: "no-unknown-modules", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "no-development-packages-in-src",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
