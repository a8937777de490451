/** Steps, edges and states in words. */

import type { TranslationBundle } from '@jupyterlab/translation';

import type { ILine } from '../models/layout';
import type { FlowingValue, Job, JobStep, StepNode, Via } from '../wire';
import { cellName } from './cellName';

/** What a step takes and makes. */
export function describeNode(
  node: StepNode,
  order: readonly string[],
  trans: TranslationBundle
): string[] {
  const part = (label: string, names: readonly string[]) =>
    names.length > 0 ? [`${label}: ${names.join(', ')}`] : [];
  return [
    ...part(
      trans.__('Cells'),
      node.cells.map(cell => cellName(cell, order, trans))
    ),
    ...part(trans.__('Takes'), node.inputs),
    ...part(trans.__('Parameters'), node.parameters),
    ...part(trans.__('Makes'), node.outputs),
    ...node.findings.map(finding => `${finding.code}: ${finding.message}`)
  ];
}

/** The values on an edge: type, where they are defined and where used. */
export function describeLine(
  line: ILine,
  values: readonly FlowingValue[],
  order: readonly string[],
  trans: TranslationBundle
): string[] {
  const cells = (ids: readonly string[]) => ids.map(id => cellName(id, order, trans)).join(', ');
  const described = line.names.map(name => {
    const value = values.find(known => known.name === name && known.step === line.source);
    if (!value) {
      return name;
    }
    const type = value.type ? `: ${value.type}` : '';
    return trans.__(
      '%1, defined in %2, used in %3',
      name + type,
      cells(value.defined_in),
      cells(value.used_in)
    );
  });
  return [
    trans.__('%1 → %2 (%3)', line.source, line.target, viaName(line.via, trans)),
    ...described
  ];
}

export function viaName(via: Via, trans: TranslationBundle): string {
  const names: Record<Via, string> = {
    name: trans.__('by name'),
    mutation: trans.__('by a change of the value'),
    alias: trans.__('by an alias'),
    closure: trans.__('by a function that uses it'),
    file: trans.__('by a file'),
    random: trans.__('by random state'),
    option: trans.__('by a library option')
  };
  return names[via];
}

export function stateName(
  state: JobStep['state'] | Job['state'],
  trans: TranslationBundle
): string {
  const names: Record<JobStep['state'] | Job['state'], string> = {
    waiting: trans.__('waiting'),
    running: trans.__('running'),
    succeeded: trans.__('succeeded'),
    failed: trans.__('failed'),
    cancelled: trans.__('cancelled'),
    skipped: trans.__('skipped'),
    lost: trans.__('lost'),
    refused: trans.__('refused')
  };
  return names[state];
}
