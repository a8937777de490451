/** Which severity somebody gave to a rule; as the server reads it. */

import type { Grade, Rule } from '../wire';

export type Grades = Readonly<Record<string, Grade>>;

/** The longest selector that means the rule, and what it says; null where none does. */
export function gradeOf(
  rule: Pick<Rule, 'code' | 'name'>,
  grades: Grades
): { selector: string; grade: Grade } | null {
  const meant = Object.keys(grades).filter(selector => isMeant(rule, selector));
  const longest = meant.sort((a, b) => b.length - a.length).shift();
  return longest === undefined ? null : { selector: longest, grade: grades[longest] };
}

/** The grades with another one for a rule; null leaves it to the others and to the rule itself. */
export function withGrade(
  rule: Pick<Rule, 'code' | 'name'>,
  grade: Grade | null,
  grades: Grades
): Grades {
  const own = [rule.code, rule.name];
  const others = Object.entries(grades).filter(([selector]) => !own.includes(selector));
  return Object.fromEntries(grade === null ? others : [...others, [rule.code, grade]]);
}

function isMeant({ code, name }: Pick<Rule, 'code' | 'name'>, selector: string): boolean {
  const isCode = selector.startsWith('NB') && code.startsWith(selector);
  return isCode || selector === name || selector === 'ALL';
}
