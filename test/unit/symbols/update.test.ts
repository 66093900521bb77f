/** An edit inside a body keeps every symbol. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { updateCompilation } from '../../../server/src/core/symbols/createCompilation';
import type { Unit } from '../../../server/src/core/syntax/nodes';
import { createSourceFile } from '../../../server/src/core/syntax/sourceFileFactory';
import { compile } from '../../harness/compile';

const before = 'namespace N { class C { int F = 1; void M() { int x = 1; } void O() { } class D { int P => 1; } } delegate void Del(int a); }';

test('symbols stay and find their new units', async () => {
  const { compilation, files, type, member } = await compile([before]);
  const [file] = files;
  assert.ok(file !== undefined);
  compilation.realize(file);
  const method = member('N.C', 'M');
  const after = createSourceFile(file.path, before.replace('int x = 1;', 'var longer = 12345;').replace('P => 1', 'P => 22'), { defines: [] }, file);
  assert.equal(after.declarationKey, file.declarationKey);
  const updated = updateCompilation(compilation, file, after);
  assert.equal(type('N.C').membersNamed('M')[0], method);
  const declaration = after.root.namespaces[0]?.types[0];
  const unit = declaration?.members[1];
  assert.ok(unit !== undefined);
  assert.deepEqual(updated.declaredSymbols(unit), [method]);
  assert.equal(method.location?.unit, unit);
  assert.ok(updated.scopeOf(unit) !== undefined);
  const property = declaration?.types[0]?.members[0];
  assert.ok(property !== undefined);
  assert.deepEqual(updated.declaredSymbols(property), [member('N.C+D', 'P')]);
});

test('types that nobody had asked for yet are made from the new text', async () => {
  const { compilation, files, member } = await compile([before]);
  const [file] = files;
  assert.ok(file !== undefined);
  const after = createSourceFile(file.path, before.replace('int x = 1;', ''), { defines: [] }, file);
  updateCompilation(compilation, file, after);
  const unit: Unit | undefined = after.root.namespaces[0]?.types[0]?.members[1];
  assert.equal(member('N.C', 'M').location?.unit, unit);
});

test('bodies that come to read alike do not change places', async () => {
  const text = 'class C { void M() { A(); } void M2() { B(); } } class D { void M() { B(); } }';
  const { compilation, files, member } = await compile([text]);
  const [file] = files;
  assert.ok(file !== undefined);
  compilation.realize(file);
  const [first, second] = [member('C', 'M'), member('D', 'M')];
  const after = createSourceFile(file.path, text.replace('A();', 'B();'), { defines: [] }, file);
  const updated = updateCompilation(compilation, file, after);
  const units = after.root.types.map((t) => t.members[0]);
  assert.ok(units[0] !== undefined && units[1] !== undefined);
  assert.deepEqual(updated.declaredSymbols(units[0]), [first]);
  assert.deepEqual(updated.declaredSymbols(units[1]), [second]);
});
