/** What the rest of the engine uses of the project model. */
export { appDirectives, evaluateAllFrameworks, evaluateFileBasedApp, evaluateProject, looseProject } from './evaluate';
export type { AppDirective, EvaluateOptions, LooseOptions } from './evaluate';
export { discoverProjects, findProjectOf, readSolution } from './discover';
export type { Solution } from './discover';
export { addPackageReference, addPackageVersion, enableNativeAotFix, projectDocument, removeElement, setElementText, setProperty, setPropertyFix } from './edit';
export { frameworkMajor, nearestFramework, parseTargetFramework } from './targetFramework';
export { dirName } from './paths';
export { attributeOf, descendants, elementAt, parseXml } from './xml';
export { isExecutable } from './projectModel';
