import { forgetEmptyVariables } from "../src/cli/shared/emptyVariables";
import announceBackend from "./backend";
import chooseSeed from "./seed";

export default function beforeAllTests(): void {
  forgetEmptyVariables(process.env);
  chooseSeed();
  announceBackend();
}
