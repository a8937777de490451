// Generated from nb2pipe/server/wire by `python -m nb2pipe.server.typescript`; edit that instead.

/** The body of every answer whose status is 400 or more. */
export interface Problem {
  message: string;
  /** Such as `bad-request`, `not-found`, `too-large`, `usage`, `unreadable`, `timeout`, `internal`. */
  reason: string;
}

export type Severity = 'error' | 'info' | 'warning';

export type Grade = 'error' | 'info' | 'off' | 'warning';

export type Role = 'definition' | 'import' | 'parameters' | 'report' | 'skip' | 'step' | 'untagged';

export type Via = 'alias' | 'closure' | 'file' | 'mutation' | 'name' | 'option' | 'random';

/** A cell; findings and edges speak of it by its id. */
export interface LiveCell {
  id: string;
  type: 'code' | 'markdown' | 'raw';
  source: string;
  tags?: string[];
  execution_count?: number | null;
  /** The exception's name if an output of the cell is an error. */
  error_name?: string | null;
  has_outputs?: boolean;
}

/** A document in its order; all cells, not only code. */
export interface LiveNotebook {
  /** Path in the contents manager, without a drive. */
  path: string;
  cells: LiveCell[];
  language?: string;
  kernel_name?: string | null;
  /** The version of its Python, such as `3.12.1`; empty where the notebook does not say. */
  python_version?: string;
  /** The notebook's `metadata.nb2pipe.steps`, as it is. */
  step_settings?: Record<string, unknown>;
}

/** A place in a cell's source. */
export interface Place {
  /** From 1. */
  line: number;
  /** From 0, in UTF-16 units, as CodeMirror counts. */
  column: number;
  /** From the start of the cell, in UTF-16 units. */
  offset: number;
}

/** What a rule says about a half-open range of a cell; `Rule` has the reason why it matters. */
export interface Finding {
  code: string;
  name: string;
  severity: Severity;
  cell: string;
  start: Place;
  end: Place;
  /** The finding is about the cell as a whole; start and end are both its beginning. */
  whole_cell: boolean;
  message: string;
  hint: string;
  /** A fix that changes no computed value can be applied. */
  fixable: boolean;
  /** What a fix would do, in the imperative, also one that may change computed values; empty if there is none. */
  fix: string;
  /** No package can be exported while this stands. */
  blocks_export: boolean;
}

/** The target cell uses values of the source cell; both are cell ids. */
export interface Edge {
  source: string;
  target: string;
  names: string[];
  via: Via;
}

/** A cell was run in this kernel session and did not fail. */
export interface Execution {
  cell: string;
  /** What was run; null if that is the cell's source now. */
  source?: string | null;
}

/** Check the notebook; of one client's waiting requests for one notebook only the newest is answered. */
export interface CheckRequest {
  notebook: LiveNotebook;
  /** Any string that this browser window keeps. */
  client: string;
  /** Counts up; comes back in the answer. */
  version: number;
  /** Rules by code, beginning of a code (`NB1`) or name; none selected means all. */
  select?: string[];
  ignore?: string[];
  /** Rule -> the severity that its findings get; before what the project says, the longest selector counts. */
  severity?: Record<string, Grade>;
  /** In the order in which they happened since the kernel started. */
  executions?: Execution[];
}

/** What a cell is and does. */
export interface CellFacts {
  id: string;
  index: number;
  /** The kind and the name of its step tag. */
  step: string | null;
  name: string | null;
  role: Role;
  defs: string[];
  refs: string[];
  mutates: string[];
  deletes: string[];
  reads_files: string[];
  writes_files: string[];
}

/** In the order in which the saved outputs were made, a cell took a value from elsewhere than the document says. */
export interface Conflict {
  cell: string;
  name: string;
  /** Cells that made the value; nothing if none did. */
  recorded: string[];
  document: string[];
}

/** Where a code cell stands in this kernel session. `fresh`: its values are what the notebook says. `edited`: changed since it ran. `stale`: something that it uses ran or changed later. `unrun`: not run in this session. */
export interface CellState {
  cell: string;
  state: 'edited' | 'fresh' | 'stale' | 'unrun';
  /** The cells that made it stale. */
  because: string[];
}

/** What is known about the notebook. */
export interface Checked {
  kind: 'checked';
  version: number;
  cells: CellFacts[];
  edges: Edge[];
  findings: Finding[];
  /** Cells in the order of their execution counts; empty if that is the document's order, or says nothing. */
  recorded_order: string[];
  /** The edges in that order; empty if `recorded_order` is. */
  recorded_edges: Edge[];
  conflicts: Conflict[];
  /** One for each code cell that is not empty; empty if `executions` was. */
  states: CellState[];
}

/** A newer request took this one's place before its turn came. */
export interface Superseded {
  kind: 'superseded';
  version: number;
}

export type CheckAnswer = Checked | Superseded;

/** A rule and its page. */
export interface Rule {
  code: string;
  name: string;
  severity: Severity;
  /** One sentence. */
  summary: string;
  /** Markdown: what it is, why it is bad, how to fix it. */
  why: string;
}

/** All rules in the order of their codes. */
export interface RulesAnswer {
  rules: Rule[];
}

/** Fix one finding; `offset` is where it starts. */
export interface FixRequest {
  notebook: LiveNotebook;
  code: string;
  cell: string;
  offset: number;
}

/** Replace a range of a cell's source, in UTF-16 units of the source as it was sent. */
export interface Change {
  start: number;
  end: number;
  insert: string;
}

/** What becomes of a cell: its changes, in order and apart from each other, and its tags. */
export interface CellEdit {
  cell: string;
  changes: Change[];
  /** All its tags afterwards; null if they stay. */
  tags: string[] | null;
}

/** The edits that remove a finding; none if it cannot be fixed, or is not there any more. */
export interface FixAnswer {
  /** What the fix does, in the imperative; empty if there is none. */
  title: string;
  edits: CellEdit[];
}

/** Propose tags for the cells that have none of ours. */
export interface SuggestRequest {
  notebook: LiveNotebook;
}

/** One tag for one cell. */
export interface TagProposal {
  cell: string;
  /** Such as `step:train:baseline`, `step:report`, `parameters`. */
  tag: string;
  reason: string;
  /** From 0 to 1. */
  confidence: number;
}

/** In document order. */
export interface SuggestAnswer {
  proposals: TagProposal[];
}

/** The graph of a live notebook. */
export interface GraphRequest {
  notebook: LiveNotebook;
}

/** A step; without a plan, the cells of one tag. */
export interface StepNode {
  name: string;
  kind: string;
  cells: string[];
  inputs: string[];
  outputs: string[];
  parameters: string[];
  /** `problem` if a finding in its cells is an error or blocks the export. */
  state: 'ok' | 'problem';
  findings: Finding[];
}

/** The target step needs values of the source step; `via` says how, and hidden ways come with their own edge. */
export interface StepEdge {
  source: string;
  target: string;
  names: string[];
  via: Via;
}

/** A value that crosses a step's border. */
export interface FlowingValue {
  name: string;
  /** The step that makes it. */
  step: string;
  /** Such as `pd.DataFrame`; empty where unknown. */
  type: string;
  defined_in: string[];
  used_in: string[];
}

/** Steps in topological order, or in document order where there is no plan. */
export interface GraphAnswer {
  /** The notebook can be converted, and the graph is that of its package. */
  planned: boolean;
  nodes: StepNode[];
  edges: StepEdge[];
  values: FlowingValue[];
  /** Findings that stand in the way of a plan. */
  blocking: Finding[];
}

export type FileStatus =
  'added' | 'changed' | 'conflict' | 'edited' | 'merged' | 'removed' | 'same';

/** Convert the notebook as it is saved; the client saves first. Paths are the contents manager's. */
export interface ExportRequest {
  path: string;
  /** By default made from the file's name. */
  name?: string | null;
  /** Folder of the package; by default one of its name beside the notebook. */
  directory?: string | null;
  /** Overwrite files that somebody edited. */
  force?: boolean;
}

/** A file of the package, and what becomes of the one that is there. */
export interface PreviewedFile {
  /** Relative to the package's folder. */
  path: string;
  status: FileStatus;
  /** Why, where the status does not say it. */
  reason: string;
  /** The new text; null if it is no text. */
  content: string | null;
  /** Unified diff from the file that is there to the new one; empty if there is none. */
  diff: string;
}

/** A step of the package. */
export interface ExportedStep {
  name: string;
  kind: string;
  /** Cell ids. */
  cells: string[];
}

/** What an export would write. */
export interface Preview {
  kind: 'preview';
  name: string;
  version: string;
  /** The version of the package that is there. */
  previous_version: string | null;
  bump: 'major' | 'minor' | 'patch' | null;
  /** What differs from that one, a line for each entry of the changelog. */
  differences: string[];
  directory: string;
  files: PreviewedFile[];
  steps: ExportedStep[];
  parameters: string[];
  /** Notices such as a step that was split. */
  findings: Finding[];
}

/** What an export has written; paths are the contents manager's. */
export interface Exported {
  kind: 'exported';
  name: string;
  version: string;
  directory: string;
  files: string[];
  steps: ExportedStep[];
  findings: Finding[];
}

/** The notebook cannot be converted, nothing was written; the findings say why. */
export interface Refusal {
  kind: 'refusal';
  message: string;
  findings: Finding[];
}

export type PreviewAnswer = Preview | Refusal;

export type ExportAnswer = Exported | Refusal;

/** The parameters of a saved notebook or of a package's folder. */
export interface ParametersRequest {
  path: string;
}

/** A field of the form in which a run is started. */
export interface Parameter {
  name: string;
  /** Python's, such as `float`, `list[int]`, `int | None`. */
  annotation: string;
  /** The widget that fits; `text` takes anything, as Python writes it. */
  field: 'boolean' | 'integer' | 'number' | 'string' | 'text';
  /** May be left out: `None` is a value of it. */
  optional: boolean;
  /** As Python source, such as `0.25`; what an untouched field means. */
  default: string;
  /** The same as JSON where it is a literal. */
  value: boolean | number | string | null;
  /** The comment beside it. */
  comment: string;
}

/** In the order of the parameters cell. */
export interface Parameters {
  kind: 'parameters';
  parameters: Parameter[];
}

export type ParametersAnswer = Parameters | Refusal;

/** Copy the example notebook and its data into this folder. */
export interface ExampleRequest {
  directory?: string;
}

/** Path of the copy; an earlier copy is left as it is and named. */
export interface ExampleAnswer {
  path: string;
}

export type JobState = 'cancelled' | 'failed' | 'lost' | 'refused' | 'running' | 'succeeded';

export type StepState = 'cancelled' | 'failed' | 'running' | 'skipped' | 'succeeded' | 'waiting';

export type Plain = boolean | number | string;

/** Run or verify a saved notebook, or run a package's folder; paths are the contents manager's. */
export interface StartRequest {
  kind: 'run' | 'verify';
  path: string;
  /** Name -> value as Python writes it, without quotes around a string; what is left out keeps its default. */
  parameters?: Record<string, string>;
  /** Execute the run notebook as well. */
  with_notebook?: boolean;
}

/** A step of a run. */
export interface JobStep {
  name: string;
  state: StepState;
  seconds: number | null;
  metrics: Record<string, Plain>;
  /** The exception, with the notebook's cell and line. */
  error: string;
  /** Ids of the cells that it came from. */
  cells: string[];
}

/** A variable at the end of a step, in the notebook and in the package. */
export interface CheckedVariable {
  step: string;
  name: string;
  status: 'different' | 'equal' | 'missing' | 'nondeterministic' | 'uncomparable';
  /** Where the first difference is; empty if equal. */
  detail: string;
}

/** What a verification found out. */
export interface Verification {
  equivalent: boolean;
  variables: CheckedVariable[];
  notebook_seconds: number;
  pipeline_seconds: number;
  /** Random generators that the notebook never seeds: both runs got the same numbers. */
  pinned: string[];
}

/** A run or a verification, as it stands now. */
export interface Job {
  id: string;
  kind: 'run' | 'verify';
  /** `lost`: its process ended without a word, such as at a shutdown of the machine. */
  state: JobState;
  /** The notebook or package that was asked for. */
  path: string;
  /** ISO 8601 with a time zone. */
  started: string;
  seconds: number;
  /** What it is doing now, such as `running the notebook`. */
  progress: string;
  /** What a failed job says; the errors of steps stand with the steps. */
  error: string;
  /** Why a refused notebook was not converted. */
  findings: Finding[];
  parameters: Record<string, unknown>;
  steps: JobStep[];
  verification: Verification | null;
  /** Name and version of the package. */
  package: string;
  version: string;
  /** The run's folder, its package, its executed notebook and that one's HTML page; null where there is none. */
  directory: string | null;
  package_directory: string | null;
  executed_notebook: string | null;
  report: string | null;
}

/** Newest first. */
export interface JobsAnswer {
  /** What was asked for as jobs name it: symbolic links have been followed. */
  path: string;
  jobs: Job[];
}

/** A part of what a job printed; ask again from `next` for more. */
export interface LogAnswer {
  text: string;
  /** Offset in bytes. */
  next: number;
  /** There is more now. */
  more: boolean;
}

/** Two runs by their ids. */
export interface CompareRequest {
  left: string;
  right: string;
}

/** A value of both runs; null where a run lacks it. */
export interface Compared {
  /** The step of a metric or time; empty for a parameter. */
  step: string;
  name: string;
  left: unknown;
  right: unknown;
  equal: boolean;
  /** Right minus left, for numbers. */
  difference: number | null;
}

/** Two runs side by side. */
export interface CompareAnswer {
  parameters: Compared[];
  metrics: Compared[];
  seconds: Compared[];
}

/** A job as it stands now: sent for each running job when the socket opens, then at every change. */
export interface JobEvent {
  kind: 'job';
  job: Job;
}

/** What the followed job printed since the last one; the first holds the end of what was there. */
export interface LogEvent {
  kind: 'log';
  id: string;
  text: string;
}

export type Event = JobEvent | LogEvent;

/** Sent by the client: whose log it wants from now on; null for nobody's. */
export interface Follow {
  follow: string | null;
}
