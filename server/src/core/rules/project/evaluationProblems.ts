/** Ids of what evaluation itself reports (core/msbuild/evaluation.ts): malformed files, imports, conditions. */
import { defineRule } from '../rule';

export const evaluationProblems = defineRule({
  metas: [
    {
      id: 'AOT1001', name: 'malformed-project-file', title: 'The project file is not well-formed XML', defaultSeverity: 'error', official: false,
      why: 'MSBuild cannot load the file, so nothing in the project builds.', whatToDo: 'Close the element or attribute at the place shown.',
    },
    {
      id: 'AOT1002', name: 'broken-import', title: 'An imported file is missing or imports itself', defaultSeverity: 'warning', official: false,
      why: 'What the file would set is missing from the evaluation, and the build fails.', whatToDo: "Correct the path, or guard the import with Condition=\"Exists('…')\".",
    },
    {
      id: 'AOT1003', name: 'unknown-condition', title: 'A condition cannot be evaluated without a build', defaultSeverity: 'hint', official: false,
      why: 'The live analysis takes the condition as false, so properties or items under it are not seen.', whatToDo: 'Nothing: the build evaluates it. Compare with dotnet msbuild -getProperty when in doubt.',
    },
  ],
});
