import { generalization } from "./generalisation/generalization";
import { generalizationOdd } from "./generalisation/generalizationOdd";
import { generalizationSharp } from "./generalisation/generalizationSharp";
import { rademacher } from "./generalisation/rademacher";
import { rademacherOdd } from "./generalisation/rademacherOdd";
import { rademacherSharp } from "./generalisation/rademacherSharp";
import { lossBound } from "./loss/lossBound";
import { lossGradient } from "./loss/lossGradient";
import { lossHessian } from "./loss/lossHessian";
import { descent } from "./optimisation/descent";
import { gainStep } from "./optimisation/gainStep";
import { gradientToLossRatio } from "./optimisation/gradientToLossRatio";
import { linearConvergence } from "./optimisation/linearConvergence";
import { restrictedStrongConvexity } from "./optimisation/restrictedStrongConvexity";
import { rowNormGrowth } from "./optimisation/rowNormGrowth";
import { activationAtZero } from "./pointwise/activationAtZero";
import { activationNorm } from "./pointwise/activationNorm";
import { depthFreeLipschitzVsPlain } from "./pointwise/depthFreeLipschitzVsPlain";
import { gradientLocal } from "./pointwise/gradientLocal";
import { hessianClosedForm } from "./pointwise/hessianClosedForm";
import { hessianClosedFormSharp } from "./pointwise/hessianClosedFormSharp";
import { hessianEnvelope } from "./pointwise/hessianEnvelope";
import { hessianLayerwise } from "./pointwise/hessianLayerwise";
import { hessianLocal } from "./pointwise/hessianLocal";
import { hessianMeasured } from "./pointwise/hessianMeasured";
import { hessianMeasuredBlocks } from "./pointwise/hessianMeasuredBlocks";
import { inputLipschitz } from "./pointwise/inputLipschitz";
import { inputLipschitzLocal } from "./pointwise/inputLipschitzLocal";
import { layerGradient } from "./pointwise/layerGradient";
import { minWeightNorm } from "./pointwise/minWeightNorm";
import { outputBound } from "./pointwise/outputBound";
import { outputGradient } from "./pointwise/outputGradient";
import { parameterGradient } from "./pointwise/parameterGradient";
import { rowScaleInvariance } from "./pointwise/rowScaleInvariance";
import { type Registry, registryOf } from "./registryOf";
import type { Theorem } from "./theorem";

/**
 * Every theorem of the suite with its file. To add one: write its file in the folder of its group and put it here; the command line,
 * the property tests and the reports take it from this list.
 */
export const theorems: readonly Theorem[] = [
  minWeightNorm,
  rowScaleInvariance,
  activationNorm,
  outputBound,
  inputLipschitz,
  layerGradient,
  outputGradient,
  parameterGradient,
  hessianLayerwise,
  hessianClosedForm,
  hessianClosedFormSharp,
  hessianEnvelope,
  hessianMeasured,
  hessianMeasuredBlocks,
  hessianLocal,
  inputLipschitzLocal,
  gradientLocal,
  depthFreeLipschitzVsPlain,
  activationAtZero,
  lossBound,
  lossGradient,
  lossHessian,
  restrictedStrongConvexity,
  rowNormGrowth,
  gainStep,
  descent,
  linearConvergence,
  gradientToLossRatio,
  rademacher,
  rademacherSharp,
  rademacherOdd,
  generalization,
  generalizationSharp,
  generalizationOdd,
];

/**
 * The theorems of the suite to look things up in. What else looks a theorem up is given a registry: this one, or one with
 * theorems of the user's too (loading/loadTheorems.ts).
 */
export const builtIn: Registry = registryOf(theorems, []);
