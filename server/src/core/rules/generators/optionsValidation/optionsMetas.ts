/** Descriptions of the options validation generator's diagnostics. */
import type { RuleId, Severity } from '../../../diagnostic';
import type { RuleMeta } from '../../rule';

const noCode = 'The generator makes no code for it.';
const unchecked = 'What is in it is not validated.';

function meta(id: RuleId, name: string, title: string, defaultSeverity: Severity, why: string, whatToDo: string): RuleMeta {
  return { id, name, title, defaultSeverity, why, whatToDo, official: true };
}

/** In order of their ids. */
export const optionsMetas: readonly RuleMeta[] = [
  meta('SYSLIB1201', 'open-generic-options', 'A validated member has an open generic type', 'error', noCode, 'Use a closed type.'),
  meta('SYSLIB1202', 'nothing-to-validate-in-member', 'The type of a member has nothing to validate', 'warning', unchecked, 'Put validation attributes on its properties, or take the attribute off the member.'),
  meta('SYSLIB1203', 'nothing-to-validate', 'The options of a validator have nothing to validate', 'warning', noCode, 'Put validation attributes on public properties of the options.'),
  meta('SYSLIB1204', 'not-an-options-validator', 'A validator does not implement IValidateOptions<T>', 'error', noCode, 'Implement IValidateOptions<T> for the type that is validated.'),
  meta('SYSLIB1205', 'validate-is-written', 'A validator has a Validate method already', 'error', noCode, 'Remove the method, or the attribute.'),
  meta('SYSLIB1206', 'private-validated-member', 'A validated property is not public', 'error', 'Generated code cannot read it.', 'Make it public, or take the validation attributes off.'),
  meta('SYSLIB1207', 'validated-items-not-enumerable', '[ValidateEnumeratedItems] stands on something without items', 'error', noCode, 'Use [ValidateObjectMembers], or a type that implements IEnumerable<T>.'),
  meta('SYSLIB1208', 'validator-constructor', 'A validator has no constructor without parameters', 'error', 'Generated code cannot create it.', 'Add one.'),
  meta('SYSLIB1209', 'static-validator', '[OptionsValidator] stands on a static class', 'error', noCode, 'Make the class an ordinary one.'),
  meta('SYSLIB1210', 'null-validator', 'The validator of a member is null', 'error', noCode, 'Name a validator type, or leave the argument out.'),
  meta('SYSLIB1211', 'circular-options', 'The type of a validated member contains itself', 'error', 'Validation would not end.', 'Validate one of the levels by a validator of your own.'),
  meta('SYSLIB1212', 'missing-object-validation', 'A member with validation attributes inside is not validated', 'warning', unchecked, 'Add [ValidateObjectMembers].'),
  meta('SYSLIB1213', 'missing-item-validation', 'Items with validation attributes inside are not validated', 'warning', unchecked, 'Add [ValidateEnumeratedItems].'),
  meta('SYSLIB1214', 'static-validated-member', 'A validated member is static', 'warning', 'It is not validated.', 'Make it an instance property, or take the attributes off.'),
  meta('SYSLIB1215', 'inaccessible-validation-attribute', 'A validation attribute is out of the validator’s reach', 'info', 'The attribute is left out.', 'Make the attribute internal or public.'),
  meta('SYSLIB1217', 'length-of-other-type', 'A length is validated of something without one', 'warning', 'The attribute is left out: it would throw at run time.', 'Use it on strings, arrays and collections only.'),
];
