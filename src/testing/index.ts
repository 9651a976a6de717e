/** What tests of users import, as `weightnorm-bounds/testing`. */
export { type PropertySettings, type TheoremProperty, theoremProperties } from "./theoremProperties";
