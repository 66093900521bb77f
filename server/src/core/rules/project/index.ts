/** The rules over project files. */
import type { Rule } from '../rule';
import { bindingLanguageRule } from './bindingLanguage';
import { contradictionRule } from './contradictions';
import { evaluationProblems } from './evaluationProblems';
import { noWarnRule } from './noWarn';
import { packageRule } from './packages';
import { referenceMarksRule } from './referenceMarks';
import { surroundingsRule } from './surroundings';
import { switchedOffRule } from './switchedOff';
import { targetRule } from './targets';

export const projectRules: Rule[] = [bindingLanguageRule, contradictionRule, evaluationProblems, noWarnRule, packageRule, referenceMarksRule, surroundingsRule, switchedOffRule, targetRule];

export { helpedProperties, propertyHelp } from './propertyHelp';
