/** Wire objects that tests write down in a few words. */

import type { Finding, Job, Parameter, Severity, StepEdge, StepNode, Via } from '../src/wire';

export function finding(
  code: string,
  cell: string,
  start = 0,
  end = start,
  severity: Severity = 'error'
): Finding {
  const place = (offset: number) => ({ line: 1, column: offset, offset });
  return {
    code,
    name: code.toLowerCase(),
    severity,
    cell,
    start: place(start),
    end: place(end),
    whole_cell: false,
    message: `${code} in ${cell}`,
    hint: '',
    fixable: false,
    fix: '',
    blocks_export: false
  };
}

export function step(name: string): StepNode {
  return {
    name,
    kind: 'data',
    cells: [],
    inputs: [],
    outputs: [],
    parameters: [],
    state: 'ok',
    findings: []
  };
}

export function edge(source: string, target: string, names: string[], via: Via = 'name'): StepEdge {
  return { source, target, names, via };
}

export function parameter(
  field: Parameter['field'],
  source: string,
  value: Parameter['value']
): Parameter {
  return {
    name: 'p',
    annotation: field,
    field,
    optional: false,
    default: source,
    value,
    comment: ''
  };
}

export function job(id: string, path: string, started: string): Job {
  return {
    id,
    path,
    started,
    kind: 'run',
    state: 'running',
    seconds: 0,
    progress: '',
    error: '',
    findings: [],
    parameters: {},
    steps: [],
    verification: null,
    package: '',
    version: '',
    directory: null,
    package_directory: null,
    executed_notebook: null,
    report: null
  };
}
