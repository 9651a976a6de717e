import type { DataSet } from "../../dataSets/dataSet";

/**
 * What one should know of a data set before training on it, in whole sentences: records that were left out, and labels that leave classes out. Targets are
 * spaced over all classes up to the largest label, so one label far out squeezes all others together.
 */
export function dataSetNotes({ count, classes, classesFound, zeroRecords = 0 }: DataSet): string[] {
  const notes: string[] = [];
  if (zeroRecords > 0) {
    notes.push(`${zeroRecords} of ${count + zeroRecords} records are all zero, and are left out`);
  }
  if (classes !== null && classesFound !== undefined && classesFound.count < classes) {
    notes.push(
      `warning: the labels name ${classesFound.count} classes, the smallest ${classesFound.smallest}, the largest ${classesFound.largest}; ` +
        `the targets from -1 to 1 are spaced for the ${classes} classes 0 to ${classesFound.largest}`,
    );
  }
  return notes;
}
