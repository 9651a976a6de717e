import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { UNIT_ROUNDOFF as u } from "../arithmetic/float64";
import type { TrainedParameters } from "../network/trainedParameters";
import type { BatchLayer, BatchPropagation } from "./batchPropagation";
import type { GradientNorms } from "./gradient";
import { gradientErrors } from "./gradientErrors";
import { type HessianErrors, hessianErrors } from "./hessianErrors";
import { type LayerErrors, type SweptLayer, type SweptNetwork, sweepErrors } from "./sweepErrors";

/** ‖∂f/∂g‖ and ‖∂f/∂b‖ of a layer, with what they are off by at most. */
export interface ScalarErrors {
  readonly gainNorm: number;
  readonly gainError: number;
  readonly biasNorm: number;
  readonly biasError: number;
}

/** What one record's sweep is off by at most, and what its sums are made of. */
export interface RecordErrors {
  /** Of f_i. */
  readonly value: number;
  /** ‖∇f_i‖, and of ∇f_i. */
  readonly gradientNorm: number;
  readonly gradient: number;
  /** The same with ‖α‖ in place of h: what the terms of ∇f_i are, before a row's projection takes of them what lies along the row. */
  readonly gradientTerms: number;
  /** Of the gradients by gains and biases, layer by layer. */
  readonly scalars: readonly ScalarErrors[];
  /** Of Hess f_i, found when it is asked for. */
  hessian(units: number): HessianErrors;
}

/**
 * The running error bounds of a batch, record by record.
 *
 * @param parameters what is differentiated
 * @example batchErrors(propagateBatch(network, batch))[0].value
 */
export function batchErrors(
  propagation: BatchPropagation,
  parameters: TrainedParameters = "directions",
): readonly RecordErrors[] {
  const { network, outputLayer, outputVector, values } = propagation;
  return Array.from(values, (_, r) => {
    const sweep = {
      layers: propagation.layers.map((layer) => recordOf(layer, r)),
      outputLayer: outputLayer && recordOf(outputLayer, r),
      outputVector,
    };
    const errors = sweepErrors(network, sweep);
    const norms = normsOf(sweep, parameters, (layer, i) => layer.tangentNorms[i]);
    const terms = normsOf(sweep, parameters, (_layer, _i, l) => (errors.layers[l] ?? errors.output).incomingNorm);
    return {
      value: errors.value,
      gradientNorm: norms.parameters,
      gradient: gradientErrors(sweep, { ...norms, input: 0 }, errors, parameters).parameters,
      gradientTerms: terms.parameters,
      get scalars() {
        return sweep.layers.map((layer, l) => scalarErrors(layer, errors.layers[l]));
      },
      hessian: (units) => hessianErrors(sweep, errors, units, parameters),
    };
  });
}

/** p_i t_i and p_i: the own errors of p in entries, those that come with δ in norm. */
function scalarErrors({ projections, slopes, preSignals }: SweptLayer, errors: LayerErrors): ScalarErrors {
  const reach = projections.map((t, i) => Math.abs(t) + errors.projections[i]);
  const steepness = slopes.map((slope, i) => Math.abs(slope) + errors.slopes[i]);
  const most = (values: Float64Array): number => values.reduce((a, b) => Math.max(a, b), 0);
  const ofGains = preSignals.map((p, i) => errors.preSignals[i] * reach[i] + Math.abs(p) * errors.projections[i]);
  return {
    gainNorm: euclideanNorm(preSignals.map((p, i) => p * projections[i])),
    gainError: euclideanNorm(ofGains) + errors.signals * most(steepness.map((slope, i) => slope * reach[i])),
    biasNorm: euclideanNorm(preSignals),
    biasError: euclideanNorm(errors.preSignals) + errors.signals * most(steepness),
  };
}

/** A layer as one record sees it. */
function recordOf(layer: BatchLayer, r: number): SweptLayer {
  const width = layer.gains.length;
  const own = (values: Float64Array): Float64Array => values.subarray(r * width, (r + 1) * width);
  return {
    fanIn: layer.fanIn,
    gains: layer.gains,
    rowNorms: layer.rowNorms,
    unitRows: layer.unitRows,
    incoming: layer.incoming.subarray(r * layer.fanIn, (r + 1) * layer.fanIn),
    projections: own(layer.projections),
    tangentNorms: own(layer.tangentNorms),
    outgoing: own(layer.outgoing),
    slopes: own(layer.slopes),
    signals: own(layer.signals),
    preSignals: own(layer.preSignals),
  };
}

/** ‖s g_i height_i/‖W_i‖‖ of every layer, ‖α^L‖ (or what W_v has), and all together; with what gains, biases and c have, if they are trained. */
function normsOf(
  { layers, outputLayer }: SweptNetwork,
  parameters: TrainedParameters,
  heightOf: (layer: SweptLayer, i: number, l: number) => number,
): Omit<GradientNorms, "input"> {
  const ofRows = (layer: SweptLayer, l: number): number =>
    layer.fanIn === 1
      ? 0
      : euclideanNorm(
          layer.preSignals.map(
            (preSignal, i) => (layer.gains[i] * preSignal * heightOf(layer, i, l)) / layer.rowNorms[i],
          ),
        );
  const isAll = parameters === "all";
  const ofGains = ({ preSignals, projections }: SweptLayer): number =>
    euclideanNorm(preSignals.map((preSignal, i) => preSignal * projections[i]));
  const ofLayers = Float64Array.from(layers, (layer, l) =>
    isAll ? Math.hypot(ofRows(layer, l), ofGains(layer), euclideanNorm(layer.preSignals)) : ofRows(layer, l),
  );
  const ofOutputGain = isAll && outputLayer !== null ? ofGains(outputLayer) : 0;
  const output =
    outputLayer === null
      ? euclideanNorm(layers[layers.length - 1].outgoing)
      : Math.hypot(ofRows(outputLayer, layers.length), ofOutputGain);
  // ∂f/∂c = 1.
  const all = [...ofLayers, output, ...(isAll ? [1] : [])];
  return { layers: ofLayers, output, parameters: euclideanNorm(all) * (1 + 8 * u) };
}
