/** A rule without a page, or a page without a rule, or a rule without a fixture, is a mistake. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { allMetas, metaOf, rules } from '../../../server/src/core/rules/index';
import { hoverFor } from '../../../server/src/core/rules/hover';
import { projectRules } from '../../../server/src/core/rules/project/index';

const root = process.env['PROJECT_ROOT'] ?? '.';
const pages = path.join(root, 'docs/rules');
const fixtures = path.join(root, 'test/fixtures/rules');
const headings = ['## What it does', '## Why is this bad?', '## Example', '## Use instead', '## Fix', '## References'];
const projectIds = new Set(projectRules.flatMap((rule) => rule.metas.map((meta) => meta.id)));

describe('rules, pages and fixtures', () => {
  it('every id is reported by one rule only', () => {
    const ids = rules.flatMap((rule) => rule.metas.map((meta) => meta.id));
    assert.deepEqual([...ids].sort(), [...new Set(ids)].sort());
  });

  for (const meta of allMetas()) {
    it(`${meta.id} has a page with all headings`, () => {
      const page = readFileSync(path.join(pages, `${meta.id}.md`), 'utf8');
      assert.match(page, new RegExp(`^# ${meta.id}: .+`));
      assert.deepEqual(headings.filter((heading) => !page.includes(`\n${heading}\n`)), []);
      assert.ok(!/https?:\/\/(?:localhost|127)/.test(page.split('## References')[1] ?? ''), 'references are public');
    });
    if (projectIds.has(meta.id)) continue;
    it(`${meta.id} has a fixture with a hit, and something that is suppressed`, () => {
      const folder = path.join(fixtures, meta.id);
      assert.ok(existsSync(folder), folder);
      const texts = readdirSync(folder).filter((name) => name.endsWith('.cs')).map((name) => readFileSync(path.join(folder, name), 'utf8'));
      assert.ok(texts.some((text) => new RegExp(`\\^ ${meta.id}$`, 'm').test(text)), 'a mark');
      assert.ok(texts.some((text) => text.includes(`pragma warning disable`) || text.includes('SuppressMessage')), 'a suppression');
    });
  }

  it('every page belongs to a rule', () => {
    const pageIds = readdirSync(pages).filter((name) => /^[A-Z]+\d+\.md$/.test(name)).map((name) => name.replace(/\.md$/, ''));
    assert.deepEqual(pageIds.filter((id) => metaOf(id) === undefined), []);
  });

  it('every fixture folder belongs to a rule', () => {
    assert.deepEqual(readdirSync(fixtures).filter((id) => metaOf(id) === undefined), []);
  });

  it('the hover of an id has its title, why, and what to do', () => {
    const hover = hoverFor('IL3050') ?? '';
    const meta = metaOf('IL3050');
    assert.ok(meta && hover.includes(meta.title) && hover.includes(meta.why) && hover.includes(meta.whatToDo));
    assert.equal(hoverFor('XX0000'), undefined);
  });
});
