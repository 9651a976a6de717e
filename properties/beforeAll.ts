import announceBackend from "./backend";
import chooseSeed from "./seed";

export default function beforeAllTests(): void {
  chooseSeed();
  announceBackend();
}
