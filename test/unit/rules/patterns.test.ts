/** What the rules predict for each pattern, and that the fixes leave nothing to predict. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { looseAnalysis } from '../../harness/looseAnalysis';
import { agrees, diagnosticsOf, fixedProgram, patternsOf, predictionOf } from '../../harness/patterns/index';
import { programOf } from '../../harness/patterns/pattern';

describe('outcomes in a native program', async () => {
  const analysis = await looseAnalysis('net10.0');
  for (const pattern of patternsOf('net10.0')) {
    it(pattern.name, () => {
      const program = programOf(pattern);
      const prediction = predictionOf(diagnosticsOf(analysis, '/patterns/Program.cs', program));
      assert.ok(agrees(prediction, pattern), `${prediction}, is ${pattern.outcome}`);
      if (pattern.unfixable || pattern.isUnreported || pattern.outcome === 'works') return;
      const after = predictionOf(diagnosticsOf(analysis, '/patterns/Program.cs', fixedProgram(analysis, '/patterns/Program.cs', program)));
      assert.ok(agrees(after, { outcome: 'works' }), `still ${after} after the fixes`);
    });
  }
});
