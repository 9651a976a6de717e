/** The public API: what one needs to measure networks, state theorems and verify them. */
export type { Arithmetic, OrderedArithmetic } from "./arithmetic/arithmetic";
export { decimals } from "./arithmetic/decimal";
export { float64 } from "./arithmetic/float64";
export type { Interval } from "./arithmetic/interval/interval";
export { intervals } from "./arithmetic/interval/intervals";
export { allOnes, type Coefficients } from "./bounds/coefficients";
export { type Scales, scalesOf } from "./bounds/scales";
export { type BatchPropagation, propagateBatch } from "./calculus/batchPropagation";
export { type DefinedNetwork, definedLoss, definedNetwork, definedValue } from "./calculus/definition";
export { type GradientNorms, gradientNorms, parameterGradient } from "./calculus/gradient";
export { fullHessian } from "./calculus/hessianOperator";
export { lossGradient, lossOf } from "./calculus/loss";
// Its public name; inside, that is the theorem.
export { lossHessianOperator as lossHessian } from "./calculus/lossHessianOperator";
export { plainParameterGradient } from "./calculus/plainGradient";
export { plainHessian } from "./calculus/plainHessianOperator";
export { type PlainPropagation, propagatePlain } from "./calculus/plainPropagation";
export { type Propagation, propagate, valueAt } from "./calculus/propagation";
export { entriesOf, type SymmetricOperator } from "./calculus/symmetricOperator";
export { type ClassSupremum, classSupremum } from "./complexity/classSupremum";
export type { FunctionClass } from "./complexity/functionClass";
export { generalizationGaps } from "./complexity/generalizationGap";
export { type RademacherComplexity, rademacherComplexity } from "./complexity/rademacherComplexity";
export type { DataSet } from "./dataSets/dataSet";
export { type DataSource, readDataSet } from "./dataSets/readDataSet";
export { type ComparisonPlan, type ComparisonRow, compareNormalisation } from "./experiments/compareNormalisation";
export { compareWithPlain, type PlainComparison } from "./experiments/plainComparison";
export { InputError } from "./files/inputError";
export { WriteError } from "./files/writeError";
export { type CaseRanges, type DrawnNetworks, defaultRanges, type Range } from "./generators/caseRanges";
export { kindsOf } from "./generators/kinds";
export { networkCases } from "./generators/networkCases";
export { type LoadedRegistry, type LoadedTheorem, loadTheorems } from "./loading/loadTheorems";
export { certificatesOf } from "./measurement/certificates";
export { Evaluation } from "./measurement/evaluation";
export { LossEvaluation } from "./measurement/lossEvaluation";
export type { Again, Quantity } from "./measurement/quantity";
export {
  type Activation,
  activationNamed,
  activationNames,
  paperActivationNames,
  type ShiftedActivation,
} from "./network/activation";
export { type Batch, createBatch } from "./network/batch";
export { type CaseData, createCaseData, type Trial } from "./network/caseData";
export { type NetworksFile, readNetworks } from "./network/checkpoints/networksFile";
export { readNetworkFile } from "./network/formats/networkFile";
export { type NetworkFile, networkFromJson, networkToJson } from "./network/formats/networkJson";
export { writeNetworkFile } from "./network/formats/writeNetworkFile";
export { parametersOf } from "./network/layout";
export { createNetwork, type Network, parameterCount } from "./network/network";
export type { NetworkCase } from "./network/networkCase";
export type { Certifiable, Certificate, CertifiedBound, ProofStep } from "./rigour/certificate";
export { gradientEnclosure, hessianEnclosure } from "./rigour/derivativeEnclosure";
export { type EnclosedPropagation, enclosedPropagation } from "./rigour/enclosedPropagation";
export type { NetworkCertificates } from "./rigour/networkCertificates";
export { hessianSpectralNorm } from "./spectrum/hessianSpectralNorm";
export { lossHessianNorm } from "./spectrum/lossHessianNorm";
export { matrixOperator } from "./spectrum/matrixOperators";
export { matrixSpectralNorm } from "./spectrum/matrixSpectralNorm";
export { type SpectralNorm, spectralNorm } from "./spectrum/spectralNorm";
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
export { defineLossTheorem, type LossTheoremDefinition } from "./theorems/lossTheorem";
export { descendingStep, positiveStrongConvexity, slopingLoss } from "./theorems/optimisationAssumptions";
export { paperForm, someGain } from "./theorems/paperForm";
export { plainNetworkExceeding } from "./theorems/pointwise/depthFreeLipschitzVsPlain";
export { builtIn, theorems } from "./theorems/registry";
export { type Registry, registryOf } from "./theorems/registryOf";
export { defineTheorem, type Theorem, type TheoremDefinition } from "./theorems/theorem";
export { TheoremFault } from "./theorems/theoremFault";
export { weakened } from "./theorems/weakening";
export { type CertifiedResult, certifyTheorem } from "./verify/certifyTheorem";
export { checkTheorem, type TheoremResult } from "./verify/checkTheorem";
export { type Judgement, judge } from "./verify/judge";
export { type Measurement, measureNetwork } from "./verify/measureNetwork";
export { type Execution, runVerification, type Verification } from "./verify/runVerification";
export { shrinkViolation } from "./verify/shrinkViolation";
export type { Verdict } from "./verify/verdict";
export type { VerificationPlan } from "./verify/verificationPlan";
