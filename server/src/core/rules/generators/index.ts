/** Rules about what the SDK's source generators take over: where one is worth switching on, and where one gives up. */
import type { Rule } from '../rule';
import { binderOptionsRule } from './configuration/binderOptions';
import { comRule } from './interop/com';
import { comGeneratedRule } from './interop/comGenerated';
import { configurationRule } from './configuration/configuration';
import { libraryImportRule } from './interop/libraryImport';
import { loggingRule } from './logging/logging';
import { optionsRule } from './optionsValidation/options';
import { regexRule } from './regex/regex';

export const generatorRules: readonly Rule[] = [regexRule, libraryImportRule, comRule, comGeneratedRule, loggingRule, configurationRule, binderOptionsRule, optionsRule];
