/** Rules about what the SDK's source generators take over: where one is worth switching on, and where one gives up. */
import type { Rule } from '../rule';
import { binderOptionsRule } from './binderOptions';
import { comRule } from './com';
import { comGeneratedRule } from './comGenerated';
import { configurationRule } from './configuration';
import { libraryImportRule } from './libraryImport';
import { loggingRule } from './logging';
import { optionsRule } from './options';
import { regexRule } from './regex';

export const generatorRules: readonly Rule[] = [regexRule, libraryImportRule, comRule, comGeneratedRule, loggingRule, configurationRule, binderOptionsRule, optionsRule];
