import { readFileSync } from 'fs';
import { join } from 'path';
import { Cluster } from '../../lib';
import { Model } from '../../lib/manifests';
import { check } from '../../lib/prover/check';
import { ROOT } from '../support/manifests';

const folder = join(ROOT, 'examples', 'helm-release');
const model = Model.load([{ file: 'rendered.yaml', text: readFileSync(join(folder, 'rendered.yaml'), 'utf8') }]);

test('the prover finds why the release can never be updated', () => {
  const { findings } = check(model, { cluster: Cluster.fromSpec('gpu=1xg5.2xlarge') });
  expect(findings.map(({ rule, severity }) => [severity, rule.id])).toEqual([
    ['error', 'surge-on-read-write-once-claim'],
    ['error', 'progress-deadline-below-startup-budget'],
    ['warning', 'drain-has-nowhere-to-go'],
  ]);
});

test('the README quotes the first of them', () => {
  const { findings } = check(model, { cluster: Cluster.fromSpec('gpu=1xg5.2xlarge') });
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`  error ${findings[0].message}\n`);
});
