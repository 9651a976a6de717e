import type { NetworkCase } from "../network/networkCase";
import type { TrainedParameters } from "../network/trainedParameters";
import { PROOF_STEPS, type ProofStep } from "../rigour/certificate";
import type { TheoremResult } from "./checkTheorem";
import { type Verdict, worse } from "./verdict";

/** Which random network: with the seed and the ranges, all that is needed to make it again. */
export interface Whereabouts {
  readonly index: number;
  readonly depth: number;
  /** The largest of the widths. */
  readonly width: number;
  /** m_1 … m_L, where they differ. */
  readonly widths?: readonly number[];
  readonly inputDimension: number;
  /** What is trained, where it is not the directions alone. */
  readonly parameters?: TrainedParameters;
  readonly activation: string;
  /** n, for a case with data. */
  readonly records?: number;
  readonly place?: string;
}

/** A violation as a run met it. */
export interface MetViolation extends Whereabouts {
  readonly result: TheoremResult;
}

/** What is known of one theorem after many cases. Plain data: workers send it. */
export interface LedgerEntry {
  readonly id: string;
  /** Cases in which the assumptions held. */
  readonly cases: number;
  readonly worstRatio: number | null;
  readonly worstAt: Whereabouts | null;
  readonly verdict: Verdict;
  /** How many cases had which verdict. */
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Cases in which the theorem said something; null for theorems that always do. */
  readonly nonvacuous: number | null;
  /** How many verdicts were proved by which step; empty in float64. */
  readonly proofs: Readonly<Partial<Record<ProofStep, number>>>;
  /** The first violations by index, `MOST_VIOLATIONS` at most: should one be an artefact of rounding, others are looked at. */
  readonly violations: readonly MetViolation[];
  /** An assumption that cases could not be brought to meet; the first by name, if there are several. */
  readonly assumption: string | null;
  /** Where the theorem itself is not made as theorems are, and says nothing: the first network by index. */
  readonly fault: { readonly index: number; readonly message: string } | null;
}

/** More are counted, but not remembered. */
const MOST_VIOLATIONS = 4;

export type Ledger = readonly LedgerEntry[];

export function emptyEntry(id: string): LedgerEntry {
  return {
    id,
    cases: 0,
    worstRatio: null,
    worstAt: null,
    verdict: "not-applicable",
    counts: { holds: 0, violated: 0, undecided: 0, "not-applicable": 0 },
    nonvacuous: null,
    proofs: {},
    violations: [],
    assumption: null,
    fault: null,
  };
}

/** The entry of a theorem that is not made as theorems are: nothing can be said of the network, nor of later ones. */
export function faultyEntry(id: string, index: number, message: string): LedgerEntry {
  const empty = emptyEntry(id);
  return { ...empty, verdict: "undecided", counts: { ...empty.counts, undecided: 1 }, fault: { index, message } };
}

/** The entry of one result. */
export function ledgerEntryOf(
  id: string,
  result: TheoremResult,
  { network, data, parameters = "directions" }: NetworkCase,
  index: number,
): LedgerEntry {
  const empty = emptyEntry(id);
  const records = data?.batch.inputs.length;
  const { verdict, ratio, place, assumption, nonvacuous, proof } = result;
  const where = {
    index,
    depth: network.depth,
    width: network.width,
    ...(network.widths.every((width) => width === network.width) ? {} : { widths: network.widths }),
    inputDimension: network.inputDimension,
    activation: network.activation.activation.name,
    ...(parameters === "directions" ? {} : { parameters }),
    ...(records === undefined ? {} : { records }),
    ...(place === undefined ? {} : { place }),
  };
  return {
    id,
    cases: verdict === "not-applicable" ? 0 : 1,
    worstRatio: ratio,
    worstAt: ratio === null ? null : where,
    verdict,
    counts: { ...empty.counts, [verdict]: 1 },
    nonvacuous: nonvacuous === undefined ? null : Number(nonvacuous),
    proofs: proof?.step ? { [proof.step]: 1 } : {},
    violations: verdict === "violated" ? [{ ...where, result }] : [],
    assumption: assumption ?? null,
    fault: null,
  };
}

/** Two entries of one theorem together. The order does not matter: ties go to the smaller index. */
export function mergeEntries(a: LedgerEntry, b: LedgerEntry): LedgerEntry {
  const worst = isWorse(b, a) ? b : a;
  const counts = { ...a.counts };
  for (const verdict of Object.keys(counts) as Verdict[]) {
    counts[verdict] += b.counts[verdict];
  }
  return {
    id: a.id,
    cases: a.cases + b.cases,
    worstRatio: worst.worstRatio,
    worstAt: worst.worstAt,
    verdict: worse(a.verdict, b.verdict),
    counts,
    nonvacuous: a.nonvacuous === null ? b.nonvacuous : a.nonvacuous + (b.nonvacuous ?? 0),
    proofs: addedUp(a.proofs, b.proofs),
    violations: earliest([...a.violations, ...b.violations]),
    assumption: first(a.assumption, b.assumption),
    fault: a.fault === null || (b.fault !== null && b.fault.index < a.fault.index) ? b.fault : a.fault,
  };
}

/** Two ledgers over the same theorems. */
export function mergeLedgers(a: Ledger, b: Ledger): Ledger {
  return a.map((entry, i) => mergeEntries(entry, b[i]));
}

function addedUp(a: LedgerEntry["proofs"], b: LedgerEntry["proofs"]): LedgerEntry["proofs"] {
  const steps = PROOF_STEPS.filter((step) => a[step] !== undefined || b[step] !== undefined);
  return Object.fromEntries(steps.map((step) => [step, (a[step] ?? 0) + (b[step] ?? 0)]));
}

function isWorse(a: LedgerEntry, b: LedgerEntry): boolean {
  if (a.worstRatio === null || b.worstRatio === null || a.worstRatio === b.worstRatio) {
    return a.worstRatio !== null && (b.worstRatio === null || earlier(a.worstAt, b.worstAt) === a.worstAt);
  }
  return a.worstRatio > b.worstRatio;
}

function first(a: string | null, b: string | null): string | null {
  return a === null || b === null ? (a ?? b) : a < b ? a : b;
}

function earliest(all: readonly MetViolation[]): readonly MetViolation[] {
  return all.length < 2 ? all : [...all].sort((a, b) => a.index - b.index).slice(0, MOST_VIOLATIONS);
}

function earlier(a: Whereabouts | null, b: Whereabouts | null): Whereabouts | null {
  if (a === null || b === null) {
    return a ?? b;
  }
  return a.index <= b.index ? a : b;
}
