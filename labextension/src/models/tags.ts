/** The tags of a cell that are ours, and nothing of the DOM: what they mean and how they change. */

export const KINDS = ['data', 'feature', 'train', 'serve'] as const;
export type StepKind = (typeof KINDS)[number];

/** What a tag makes of its cell. */
export type Role = StepKind | 'parameters' | 'report' | 'skip';

/** One of our tags, read. `name` is null for the unnamed step of its kind. */
export interface IRoleTag {
  tag: string;
  role: Role;
  name: string | null;
}

/** What the tags of a cell say together. */
export interface ICellRole {
  roles: IRoleTag[];
  /** Tags that begin with `step:` and mean nothing. */
  unknown: string[];
}

const STEP_NAME = /^[a-z][a-z0-9_]*$/;
const OTHER_ROLES: Readonly<Record<string, Role>> = {
  parameters: 'parameters',
  'step:report': 'report',
  'step:skip': 'skip'
};

/** True for a kind of step, false for the other roles. */
export function isStepKind(text: string | undefined): text is StepKind {
  return (KINDS as readonly (string | undefined)[]).includes(text);
}

/** True for a name that may stand in `step:KIND:NAME`. */
export function isStepName(name: string): boolean {
  return STEP_NAME.test(name);
}

/** The closest step name to what somebody typed; empty if nothing of it can stand in one. */
export function toStepName(text: string): string {
  const words = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_\s-]/g, '')
    .trim()
    .replace(/[\s-]+/g, '_');
  return words.replace(/^[^a-z]+/, '');
}

export function stepTag(kind: StepKind, name: string | null): string {
  return name ? `step:${kind}:${name}` : `step:${kind}`;
}

/** Read one of our tags; null for a foreign tag and for one that means nothing. */
export function parseTag(tag: string): IRoleTag | null {
  if (Object.prototype.hasOwnProperty.call(OTHER_ROLES, tag)) {
    return { tag, role: OTHER_ROLES[tag], name: null };
  }
  const [prefix, kind, name, ...rest] = tag.split(':');
  if (prefix !== 'step' || rest.length > 0 || !isStepKind(kind)) {
    return null;
  }
  if (name !== undefined && !isStepName(name)) {
    return null;
  }
  return { tag, role: kind, name: name ?? null };
}

/** What the tags of a cell say; more than one role is a contradiction. */
export function readRole(tags: readonly string[]): ICellRole {
  const ours = [...new Set(tags)].filter(isOurs);
  const roles = ours.map(parseTag).filter((role): role is IRoleTag => role !== null);
  return { roles, unknown: ours.filter(tag => parseTag(tag) === null) };
}

/** The tags with this one as the only one of ours, in the place of the first of ours; null removes ours. */
export function withTag(tags: readonly string[], tag: string | null): string[] {
  const first = tags.findIndex(isOurs);
  const foreign = tags.filter(other => !isOurs(other));
  if (tag === null) {
    return foreign;
  }
  const before = first < 0 ? foreign.length : tags.slice(0, first).length;
  return [...foreign.slice(0, before), tag, ...foreign.slice(before)];
}

/** The different named steps among the tags of several cells, in order of appearance. */
export function namedSteps(tagsOfCells: Iterable<readonly string[]>): string[] {
  const found = new Set<string>();
  for (const tags of tagsOfCells) {
    readRole(tags)
      .roles.filter(role => role.name !== null)
      .forEach(role => found.add(role.tag));
  }
  return [...found];
}

/** The strings of a cell's `tags` metadata, whatever somebody wrote there. */
export function tagsOf(metadata: unknown): string[] {
  return Array.isArray(metadata) ? metadata.filter(tag => typeof tag === 'string') : [];
}

function isOurs(tag: string): boolean {
  return tag === 'parameters' || tag.startsWith('step:');
}
