import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../../cli/program';
import { Cluster } from '../../../cluster';
import { check } from '../../check';
import { plan } from '../../plan';
import { viewOf } from '..';
import { renderHtml } from './html-report';
import { deployment, fleet, modelOf, reportOf, researchOps, tagsOf } from '../../../../test/support/html-report';

/** What is read aloud: text without tags, spaces folded. */
function textOf(report: string): string {
  return report.replace(/<style>[^]*?<\/style>/, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

describe('the HTML report', () => {
  const reportOfApp = () => reportOf(researchOps(), 'gpu=2xg5.2xlarge', { title: 'research-ops' });

  test('is the same for the same input, and tells no time unless it is given one', () => {
    const [model, cluster] = [researchOps(), Cluster.fromSpec('gpu=2xg5.2xlarge')];
    const view = viewOf(check(model, { cluster, today: '2026-01-01' }));
    expect(renderHtml({ plan: plan(model, { cluster }), view, title: 'research-ops' })).toBe(reportOfApp());
    expect(reportOfApp()).not.toMatch(/\b20\d\d-\d\d-\d\d/);
    expect(reportOf(researchOps(), undefined, { generatedAt: 'on a Monday' })).toContain('on a Monday');
  });

  test('needs nothing but itself: no script, no style sheet, no image, and a policy that forbids them', () => {
    const report = reportOfApp();
    const tags = tagsOf(report);
    expect(tags.filter(({ name }) => /^(script|link|img|iframe|object|embed|video|audio)$/.test(name))).toEqual([]);
    expect(report).toContain('default-src &#39;none&#39;'.replaceAll('&#39;', '\''));
    expect(report.match(/url\([^)]*\)/g)!.every((url) => /^url\(#[a-z-]+\)$/.test(url))).toBe(true);
  });

  test('has one main heading, levels that skip none, and ids that are used once', () => {
    const tags = tagsOf(reportOfApp());
    const levels = tags.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name[1])] : []));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.slice(1).forEach((level, index) => expect(level - levels[index]).toBeLessThanOrEqual(1));
    const ids = tags.flatMap(({ attributes }) => attributes.get('id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = tags
      .flatMap(({ attributes }) => attributes.get('href') ?? [])
      .filter((href) => href.startsWith('#'));
    expect(targets.length).toBeGreaterThanOrEqual(5);
    targets.forEach((target) => expect(ids).toContain(target.slice(1)));
  });

  test('has words for every picture', () => {
    const report = reportOfApp();
    for (const { attributes } of tagsOf(report).filter(({ name }) => name === 'svg')) {
      expect(attributes.get('aria-hidden') ?? attributes.get('aria-label')).toMatch(/./);
    }
    expect(report).toContain('old pod Running on gpu-1, new pod Pending. This step is never left.');
    expect(report).toContain('aria-label="node gpu-2: 1 nvidia.com/gpu, runs embedding-nim');
  });

  test('says the key facts of every workload, and every accepted finding with its reason', () => {
    const text = textOf(reportOfApp());
    for (const fact of [
      'All 5 updates are proven to finish.', 'finishes, downtime up to 21 min 25 s', 'never finishes',
      'claim reasoning-nim-cache is ReadWriteOnce: it stays attached to the node of the running pod',
      'Remedy: a rolling update with maxSurge 1 and maxUnavailable 0, and a ReadWriteMany claim',
      'at least 1 of 1', 'at least 150 s, plus image pull',
      'minAvailable 1 of 1 allows no eviction', 'documented policy: a drain waits for an operator',
      '0 errors, 0 warnings',
    ]) {
      expect(text.replaceAll('\u00a0', ' ')).toContain(fact);
    }
    expect(text.match(/minAvailable 1 allows not even the only pod/g)).toHaveLength(5);
  });

  test('says open findings with message and remedy, errors first', () => {
    const text = textOf(
      reportOf(
        modelOf(
          deployment(
            'web',
            0,
            {},
            { envFrom: [{ configMapRef: { name: 'gone' } }], startupProbe: { httpGet: { path: '/', port: 1 } } },
          ),
          deployment('nim', 1, { replicas: 1 }),
        ),
        'gpu=1xg5.2xlarge',
      ),
    );
    expect(text).toContain('can never finish: nim');
    expect(text).toContain('Write instead:');
    expect(text.indexOf('✕ error')).toBeLessThan(text.indexOf('! warning'));
    expect(text).toContain('gone');
  });

  test('says without nodes what is missing', () => {
    const text = textOf(reportOf(researchOps()));
    expect(text).toContain('No update is decided yet.');
    expect(text).toContain('name them with --nodes');
    expect(text).not.toContain('step by step');
  });

  test('folds a fleet, and grows no faster than it', () => {
    const nodes = 'gpu=60xg5.2xlarge,cpu=20xm6i.large';
    const [small, large] = [fleet(50), fleet(200)].map((model) => reportOf(model, nodes));
    const open = tagsOf(large).filter(
      ({ name, attributes }) => name === 'details' && attributes.get('class') === 'card' && attributes.has('open'),
    );
    expect(open.length).toBeLessThanOrEqual(7);
    expect(large.length).toBeLessThan(5 * small.length);
    expect(large.match(/id="workload-\d+"/g)).toHaveLength(200);
  });
});

describe('plan --html', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plan-html-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function planTo(...args: string[]) {
    const printed = { out: '', err: '' };
    const write = (stream: 'out' | 'err') => (text: string) => { printed[stream] += text; };
    const code = run(['plan', 'dist/research-ops', ...args], { out: write('out'), err: write('err'), colour: false });
    return { code, ...printed };
  }

  test('writes the file, says so, and prints the plan as well', () => {
    const file = join(folder, 'report.html');
    const { code, out, err } = planTo('--nodes', 'gpu=2xg5.2xlarge', '--html', file);
    expect({ code, err }).toEqual({ code: 0, err: `${file}: written\n` });
    expect(out).toContain('5 workloads: 5 proven');
    expect(readFileSync(file, 'utf8')).toContain(
      '<title>Rollout plan of dist/research-ops on gpu=2xg5.2xlarge: All 5 updates',
    );
  });

  test('fails when the file cannot be written', () => {
    const file = join(folder, 'report.html', 'below.html');
    expect(planTo('--html', file)).toMatchObject({
      code: 2, err: expect.stringContaining('lies below something that is no folder'),
    });
  });
});
