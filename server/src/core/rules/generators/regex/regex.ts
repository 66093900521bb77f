/** The regex generator: SYSLIB1040 to SYSLIB1045. */
import type { RuleMeta } from '../../rule';
import { defineRule } from '../../rule';
import { checkRegexAttribute } from './regexAttribute';
import { checkRegexCalls } from './regexCalls';

const noCode = 'The generator makes no code for the member, so that the program does not compile.';

const metas: readonly RuleMeta[] = [
  { id: 'SYSLIB1041', name: 'several-regex-attributes', title: 'A member has several [GeneratedRegex] attributes', defaultSeverity: 'error', official: true, why: noCode, whatToDo: 'Keep one attribute.' },
  { id: 'SYSLIB1042', name: 'invalid-generated-regex', title: 'The pattern or another argument of [GeneratedRegex] is invalid', defaultSeverity: 'error', official: true, why: noCode, whatToDo: 'Correct the argument that the message names.' },
  {
    id: 'SYSLIB1043', name: 'regex-member-signature', title: 'A [GeneratedRegex] member has the wrong form', defaultSeverity: 'error', official: true, why: noCode,
    whatToDo: 'Write `[GeneratedRegex("…")] private static partial Regex Name();`.',
  },
  {
    id: 'SYSLIB1044', name: 'limited-generated-regex', title: 'The regex generator cannot generate code for a pattern', defaultSeverity: 'info', official: true,
    why: 'The generated member only creates an interpreted Regex: it works, but is not faster.', whatToDo: 'Avoid references to groups where case is ignored, and RegexOptions.NonBacktracking, or use new Regex(…).',
  },
  {
    id: 'SYSLIB1045', name: 'use-generated-regex', title: 'A regular expression could be generated at compile time', defaultSeverity: 'info', official: true,
    why: 'In a native program a Regex is interpreted and brings the parser and interpreter along; generated code is faster and smaller.', whatToDo: 'Move the pattern to a [GeneratedRegex] member.',
  },
];

export const regexRule = defineRule({
  metas,
  checkBody(context) {
    checkRegexAttribute(context);
    checkRegexCalls(context);
  },
});
