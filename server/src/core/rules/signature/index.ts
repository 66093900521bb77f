/** Rules that declarations alone decide: annotations, feature guards. */
import type { Rule } from '../rule';
import { featureGuardRule } from './featureGuards';
import { hierarchyRule } from './hierarchy';
import { annotationMismatchRule } from './mismatch';
import { annotationPlacementRule } from './placement';
import { reflectionRule } from './reflection';
import { typeNameRule } from './typeNames';

export const signatureRules: readonly Rule[] = [annotationPlacementRule, annotationMismatchRule, hierarchyRule, reflectionRule, typeNameRule, featureGuardRule];
