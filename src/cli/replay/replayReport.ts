import { parameterCount } from "../../network/network";
import type { Counterexample } from "../../verify/counterexample";
import type { Replay } from "../../verify/replay";
import { colouredVerdict } from "../shared/colour";
import { shortNumber } from "../shared/numbers";
import { tableOf } from "../shared/table";

/** What `wnb replay` prints for people: both sides as saved and as they are now, in both precisions. */
export function replayReport(
  counterexample: Counterexample,
  { verdict, result, judgement, reproduced }: Replay,
): string {
  const { theorem, weakening, without, saved, networkCase } = counterexample;
  const { depth, width, inputDimension, activation } = networkCase.network;
  const weakened = [
    ...Object.entries(weakening).map(([name, factor]) => `${name} times ${factor}`),
    ...(without === undefined ? [] : [`without ${without}`]),
  ];
  const rows = [
    ["float64", text(result.quantity), text(result.bound), text(result.ratio)],
    ["  as saved", text(saved.float64?.quantity), text(saved.float64?.bound), text(saved.float64?.ratio)],
    [`${judgement?.digits ?? 50} digits`, text(judgement?.quantity), text(judgement?.bound), text(judgement?.ratio)],
    ["  as saved", text(saved.decimal?.quantity), text(saved.decimal?.bound), text(saved.decimal?.ratio)],
  ];
  const inWords = {
    confirmed: `confirmed in ${judgement?.digits} digits`,
    "numerical artefact": "a numerical artefact: in more digits it holds",
    "not judged": `not judged: ${judgement?.reason}`,
  };
  const proved = result.proof?.step ? [`proved (${result.proof.step})`] : [];
  const judged = result.verdict === "violated" && judgement !== null ? [inWords[judgement.verdict]] : [];
  return [
    `${theorem}${weakened.length === 0 ? "" : `, weakened (${weakened.join(", ")})`}: ${[colouredVerdict(verdict), ...proved, ...judged].join(", ")}`,
    `depth ${depth}, width ${width}, input dimension ${inputDimension}, ${parameterCount(networkCase.network)} parameters, ${activation.activation.name}`,
    ...(result.assumption === undefined ? [] : [`the network does not meet the assumption ${result.assumption}`]),
    ...(result.claim === undefined ? [] : [result.claim]),
    "",
    tableOf(["", "quantity", "bound", "ratio"], rows, []),
    ...(judgement?.digitsLost == null
      ? []
      : ["", `float64 has lost ${shortNumber(judgement.digitsLost)} of its 16 digits`]),
    ...(reproduced === null ? [] : [reproduced ? "reproduced: all digits as saved" : changed(counterexample)]),
  ].join("\n");
}

/** What `wnb replay --json` prints. */
export function replayJson(file: string, counterexample: Counterexample, replayed: Replay): unknown {
  const { networkCase, theorem, weakening, without, saved } = counterexample;
  const { depth, width, inputDimension, activation } = networkCase.network;
  const { quantity, error, bound, ratio, verdict, place, claim, assumption } = replayed.result;
  return {
    format: "weightnorm-replay/1",
    file,
    theorem,
    weakening,
    ...(without === undefined ? {} : { without }),
    network: {
      depth,
      width,
      inputDimension,
      parameters: parameterCount(networkCase.network),
      activation: { name: activation.activation.name, shift: activation.shift },
    },
    verdict: replayed.verdict,
    float64: { verdict, quantity, error, bound, ratio, place, claim, assumption },
    ...(replayed.result.proof === undefined ? {} : { proof: replayed.result.proof }),
    decimal: replayed.judgement,
    saved,
    reproduced: replayed.reproduced,
  };
}

function changed({ saved }: Counterexample): string {
  return `not reproduced: it was ${saved.verdict ?? "violated"} when saved${saved.version === null ? "" : ` by version ${saved.version}`}`;
}

function text(value: number | string | null | undefined): string {
  return value === null || value === undefined ? "–" : String(value);
}
