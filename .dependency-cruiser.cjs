/** The rooms of src/, in the order in which data flows: a room imports only from those before it. */
const rooms = [
  "arithmetic",
  "files",
  "network",
  "dataSets",
  "calculus",
  "spectrum",
  "bounds",
  "rigour",
  "complexity",
  "generators",
  "measurement",
  "theorems",
  "loading",
  "verify",
  "search",
  "records",
  "tightness",
  "weakenings",
  "experiments",
  "training",
  "testing",
  "cli",
];

/** The interval kernel: exact or exactly rounded operations only (biome.json forbids Math and ** in it, and in all that proofs rest on). */
const kernel = "^src/arithmetic/((rounding|elementary|interval)/|arithmetic\\.ts$)";
/** What certificates are made of besides it: decimals, the bounds, and a network as it was read. */
const besides = [
  "^src/arithmetic/(certainArithmetic|decimal|decimalIntervals|decimalText|definiteness)\\.ts$",
  "^src/bounds/",
  "^src/network/(activationDefinition|activationFormulas|checkVector|gains|layout|network|networkCase|trainedParameters)\\.ts$",
];

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
      name: "interval-kernel-imports-only-itself",
      severity: "error",
      from: { path: kernel },
      to: { pathNot: [kernel] },
    },
    {
      name: "certificates-rest-on-certain-arithmetic",
      severity: "error",
      from: { path: "^src/rigour/" },
      to: { pathNot: ["^src/rigour/", kernel, ...besides] },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true },
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
      // Optional peers are development dependencies too: a clone has them (src/files/optionalPackages.ts).
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm-peer"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "node", "types", "default"] },
  },
};
