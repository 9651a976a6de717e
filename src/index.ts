/** The public API: what one needs to measure networks, state theorems and verify them. */
export type { Arithmetic, OrderedArithmetic } from "./arithmetic/arithmetic";
export { decimals } from "./arithmetic/decimal";
export type { DecimalInterval } from "./arithmetic/decimalIntervals";
export { float64 } from "./arithmetic/float64";
export type { Interval } from "./arithmetic/interval/interval";
export { intervals } from "./arithmetic/interval/intervals";
export { allOnes, type Coefficients } from "./bounds/coefficients";
export { type LayerScale, type Scales, scalesOf } from "./bounds/scales";
export type { RowScale, Turn } from "./bounds/turn";
export type { RecordErrors, ScalarErrors } from "./calculus/batchErrors";
export { type BatchLayer, type BatchPropagation, propagateBatch } from "./calculus/batchPropagation";
export { type DefinedNetwork, definedLoss, definedNetwork, definedValue } from "./calculus/definition";
export type { CaseGradient } from "./calculus/derivativeGradient";
export type { Functional } from "./calculus/differences";
export { type GradientNorms, gradientNorms, parameterGradient } from "./calculus/gradient";
export type { HessianErrors } from "./calculus/hessianErrors";
export { fullHessian } from "./calculus/hessianOperator";
export { lossGradient, lossOf } from "./calculus/loss";
// Its public name; inside, that is the theorem.
export { lossHessianOperator as lossHessian } from "./calculus/lossHessianOperator";
export { plainParameterGradient } from "./calculus/plainGradient";
export { plainHessian } from "./calculus/plainHessianOperator";
export { type PlainLayerState, type PlainPropagation, propagatePlain } from "./calculus/plainPropagation";
export { type LayerState, type Propagation, propagate, valueAt } from "./calculus/propagation";
export { entriesOf, type SymmetricOperator } from "./calculus/symmetricOperator";
export { type ClassSupremum, classSupremum, type SupremumOptions } from "./complexity/classSupremum";
export type { FunctionClass } from "./complexity/functionClass";
export { type GapOptions, type GeneralizationGaps, generalizationGaps } from "./complexity/generalizationGap";
export {
  type AttainedSupremum,
  type RademacherComplexity,
  type RademacherOptions,
  rademacherComplexity,
} from "./complexity/rademacherComplexity";
export type { ClassesFound, DataSet, ZeroRecords } from "./dataSets/dataSet";
export { type DataSource, readDataSet } from "./dataSets/readDataSet";
export {
  type ComparisonPlan,
  type ComparisonRow,
  compareNormalisation,
  type Medians,
} from "./experiments/compareNormalisation";
export { compareWithPlain, type PlainComparison } from "./experiments/plainComparison";
export { InputError } from "./files/inputError";
export { WriteError } from "./files/writeError";
export { type CaseRanges, type DrawnNetworks, defaultRanges, type Range } from "./generators/caseRanges";
export type { Constraint } from "./generators/constraint";
export type { RowDirections } from "./generators/equalRowCase";
export { kindsOf } from "./generators/kinds";
export { networkCases } from "./generators/networkCases";
export { type LoadedRegistry, type LoadedTheorem, loadTheorems } from "./loading/loadTheorems";
export { certificatesOf } from "./measurement/certificates";
export type { DescentStep } from "./measurement/descentSteps";
export { Evaluation } from "./measurement/evaluation";
export { LossEvaluation } from "./measurement/lossEvaluation";
export type { EachQuantity, Quantities } from "./measurement/quantities";
export type { Again, Quantity } from "./measurement/quantity";
export type { Sweeps } from "./measurement/rounding";
export {
  type Activation,
  activationNamed,
  activationNames,
  paperActivationNames,
  type ShiftedActivation,
} from "./network/activation";
export type { JetErrors } from "./network/activationErrors";
export type { Jet } from "./network/activationJets";
export type { Reach, Reached } from "./network/activationReach";
export { type Batch, createBatch } from "./network/batch";
export { type CaseData, createCaseData, type Trial } from "./network/caseData";
export type { Checkpoint } from "./network/checkpoints/checkpointNetworks";
export type { CheckpointOptions } from "./network/checkpoints/layouts";
export { type NetworksFile, type NetworksOptions, readNetworks } from "./network/checkpoints/networksFile";
export { readNetworkFile } from "./network/formats/networkFile";
export { type NetworkFile, networkFromJson, networkToJson } from "./network/formats/networkJson";
export type { ActivationOptions } from "./network/formats/networkSafetensors";
export { writeNetworkFile } from "./network/formats/writeNetworkFile";
export { parametersOf } from "./network/layout";
export { createNetwork, type Network, type NetworkParts, parameterCount, type Shape } from "./network/network";
export type { NetworkCase } from "./network/networkCase";
export type { TrainedParameters } from "./network/trainedParameters";
export type { Certifiable, Certificate, CertifiedBound, ProofStep } from "./rigour/certificate";
export { gradientEnclosure, hessianEnclosure } from "./rigour/derivativeEnclosure";
export type { EnclosedMatrix } from "./rigour/enclosedMatrix";
export { type EnclosedLayer, type EnclosedPropagation, enclosedPropagation } from "./rigour/enclosedPropagation";
export type { NetworkCertificates } from "./rigour/networkCertificates";
export { hessianSpectralNorm } from "./spectrum/hessianSpectralNorm";
export { lossHessianNorm } from "./spectrum/lossHessianNorm";
export { matrixOperator } from "./spectrum/matrixOperators";
export { matrixSpectralNorm } from "./spectrum/matrixSpectralNorm";
export { type SpectralNorm, type SpectralNormOptions, spectralNorm } from "./spectrum/spectralNorm";
export {
  type Assumption,
  dataSet,
  inputWithinRootWidth,
  lipschitzActivation,
  noBiases,
  oddActivation,
  outputInBall,
  plainNetworkInRange,
  smoothActivation,
  vanishingAtZero,
} from "./theorems/assumptions";
export { type DescentTheoremDefinition, defineDescentTheorem } from "./theorems/descentTheorem";
export { defineLossTheorem, type LossBoundInput, type LossTheoremDefinition } from "./theorems/lossTheorem";
export { descendingStep, positiveStrongConvexity, slopingLoss } from "./theorems/optimisationAssumptions";
export { paperForm, someGain } from "./theorems/paperForm";
export { plainNetworkExceeding } from "./theorems/pointwise/depthFreeLipschitzVsPlain";
export { builtIn, theorems } from "./theorems/registry";
export { type Registry, registryOf } from "./theorems/registryOf";
export {
  type BoundInput,
  type Consequence,
  defineTheorem,
  type ModelPremise,
  type Rescaling,
  type Theorem,
  type TheoremDefinition,
  type TheoremGroup,
} from "./theorems/theorem";
export { TheoremFault } from "./theorems/theoremFault";
export { type Weakening, weakened } from "./theorems/weakening";
export { type CertifiedResult, certifyTheorem } from "./verify/certifyTheorem";
export type { TheoremRow } from "./verify/checkJudged";
export type { Check } from "./verify/checkLimit";
export { checkTheorem, type TheoremResult } from "./verify/checkTheorem";
export type { DescribedNetwork } from "./verify/describedNetwork";
export { type Judgement, judge } from "./verify/judge";
export type { LayerSymbols, SymbolName } from "./verify/layerSymbols";
export type { Ledger, LedgerEntry, MetViolation, Whereabouts } from "./verify/ledger";
export type { Limit } from "./verify/limit";
export { type Measurement, measureNetwork } from "./verify/measureNetwork";
export { type Execution, runVerification, type Verification } from "./verify/runVerification";
export { type Accepts, type ShrunkViolation, shrinkViolation } from "./verify/shrinkViolation";
export type { Verdict } from "./verify/verdict";
export type { VerificationPlan } from "./verify/verificationPlan";
