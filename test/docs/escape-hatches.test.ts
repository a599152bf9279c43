import { readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { Manifest, readManifests, ROOT } from '../support/manifests';
import { synthesizeSnippet } from '../support/snippet';
import { inTemporaryFolder } from '../support/workspace';

const page = readFileSync(join(ROOT, 'docs/escape-hatches.md'), 'utf8');

/** Title, code and what it renders, of each section with an example. */
const examples = page.split(/^## /m).slice(1).flatMap((section): [string, string, string][] => {
  const [, code, yaml] = /```ts\n([\s\S]*?)```\n\n```yaml\n([\s\S]*?)```/.exec(section) ?? [];
  return code === undefined ? [] : [[section.split('\n')[0], code, yaml]];
});

test('every section has an example', () =>
  expect(examples.map(([title]) => title)).toEqual(
    ['Fields of the pod', 'Each object by a getter', 'JSON patches', 'Objects of cdk8s-plus'],
  ));

test.each(examples)('%s: what stands below the example is rendered', (_, code, yaml) => {
  inTemporaryFolder((folder) => {
    synthesizeSnippet(code, folder);
    const rendered = readManifests(folder);
    for (const expected of parseAllDocuments(yaml).map((document) => document.toJS() as Manifest)) {
      const { kind, metadata: { name } } = expected;
      expect(rendered.find((each) => each.kind === kind && each.metadata.name === name)).toMatchObject(expected);
    }
  });
}, 60_000);
