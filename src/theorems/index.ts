import { activationAtZero } from "./activationAtZero";
import { activationNorm } from "./activationNorm";
import { depthFreeLipschitzVsPlain } from "./depthFreeLipschitzVsPlain";
import { descent } from "./descent";
import { generalization } from "./generalization";
import { generalizationOdd } from "./generalizationOdd";
import { gradientToLossRatio } from "./gradientToLossRatio";
import { hessianClosedForm } from "./hessianClosedForm";
import { hessianEnvelope } from "./hessianEnvelope";
import { hessianLayerwise } from "./hessianLayerwise";
import { inputLipschitz } from "./inputLipschitz";
import { layerGradient } from "./layerGradient";
import { linearConvergence } from "./linearConvergence";
import { lossBound } from "./lossBound";
import { lossGradient } from "./lossGradient";
import { lossHessian } from "./lossHessian";
import { minWeightNorm } from "./minWeightNorm";
import { outputBound } from "./outputBound";
import { outputGradient } from "./outputGradient";
import { parameterGradient } from "./parameterGradient";
import { rademacher } from "./rademacher";
import { rademacherOdd } from "./rademacherOdd";
import { restrictedStrongConvexity } from "./restrictedStrongConvexity";
import { rowNormGrowth } from "./rowNormGrowth";
import { rowScaleInvariance } from "./rowScaleInvariance";
import type { Theorem } from "./theorem";

/**
 * Every theorem of the suite with its file. To add one: write its file beside this one and put it here; the command line,
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
  hessianEnvelope,
  depthFreeLipschitzVsPlain,
  activationAtZero,
  lossBound,
  lossGradient,
  lossHessian,
  restrictedStrongConvexity,
  rowNormGrowth,
  descent,
  linearConvergence,
  gradientToLossRatio,
  rademacher,
  rademacherOdd,
  generalization,
  generalizationOdd,
];
