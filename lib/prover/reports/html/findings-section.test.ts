import { deployment, modelOf } from '../../../../test/support/rules';
import { Finding, RULES, toFindings, Violation } from '../../engine';
import { ReportView } from '../report-view';
import { findingsSection } from './findings-section';

const [first, second] = RULES;
function finding(more: Partial<Violation> = {}, { rule = first, name = 'web', acknowledgement }: {
  rule?: typeof first; name?: string; acknowledgement?: Finding['acknowledgement'];
} = {}): Finding {
  const [manifest] = modelOf([deployment({}, {}, { name })]).manifests;
  return toFindings([{ rule, manifest, acknowledgement,
    violation: { pointer: '/spec/replicas', message: 'is odd', ...more } }])[0];
}
const section = ({ open = [], acknowledged = [], baselined = [] }: Partial<ReportView>) =>
  findingsSection({ open, acknowledged, baselined } as unknown as ReportView).text;
const CARD = /<details class="card"( open)?>\n<summary><h3>([^<]*)<\/h3>([^]*?)<\/summary>/g;
const cards = (text: string) => [...text.matchAll(CARD)]
  .map(([, open, heading, summary]) => [open !== undefined, heading.replaceAll('&#39;', "'"),
    summary.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim()]);

test('says that nothing is open, where nothing is', () => {
  expect(section({})).toMatch(/nothing open<\/span> No rule finds anything that is not accepted\./);
  expect(section({ open: [finding()] })).not.toContain('nothing open');
});

test('findings stand by rule and severity, errors first, folded from thirteen on', () => {
  const both = [finding({ severity: 'warning' }), finding({ severity: 'error' }), finding({ severity: 'warning' }),
    finding({ severity: 'error' }, { rule: second })];
  expect(cards(section({ open: both }))).toEqual([
    [true, first.title, '✕ error 1 finding'], [true, second.title, '✕ error 1 finding'],
    [true, first.title, '! warning 2 findings'],
  ]);
  const many = (count: number) => cards(section({ open: Array.from({ length: count }, () => finding()) }))[0][0];
  expect([many(12), many(13)]).toEqual([true, false]);
});

test('a rule has its words, and each finding its object and place', () => {
  const text = section({ open: [finding({ witness: ['a node', 'a pod'], remediation: 'Write this.' })] });
  expect(text).toMatch(/<strong>shop\/Deployment\/web<\/strong> is odd <span class="where">app\.yaml:\d+<\/span>/);
  expect(text).toContain('<ul><li>a node</li>\n<li>a pod</li>\n</ul><p>Write this.</p>');
  expect(text).toContain(`<code>${first.id}</code>, <a href="${first.upstream}" rel="noreferrer">upstream source</a>`);
  expect(text).toContain('<strong>Write instead:</strong>');
  const bare = section({ open: [finding()] });
  expect(bare.match(/<p>/g)).toHaveLength(2);
  expect(bare.match(/<ul>/g)).toHaveLength(1);
});

test('accepted findings stand by rule and reason, with the last day of it', () => {
  const known = { reason: 'known' };
  const accepted = [finding({}, { acknowledgement: known }), finding({}, { acknowledgement: known, name: 'b' }),
    finding({}, { acknowledgement: { reason: 'known', expires: '2027-01-31' } }),
    finding({}, { acknowledgement: known, rule: second })];
  const text = section({ acknowledged: accepted });
  expect(cards(text)).toEqual([[true, 'Accepted', '✓ 4 findings']]);
  expect([...text.matchAll(/<blockquote>([^<]*)</g)].map(([, reason]) => reason))
    .toEqual(['known', 'known (until 2027-01-31)', 'known']);
  expect([...text.matchAll(/<div class="accepted">([^]*?)<\/div>/g)].map(([,
    group]) => group.match(/class="where"/g)?.length))
    .toEqual([2, 1, 1]);
  const many = (count: number) => cards(section({ acknowledged: Array.from({ length: count }, () =>
    finding({}, { acknowledgement: known })) }))[0][0];
  expect([many(12), many(13)]).toEqual([true, false]);
});

test('those of a baseline are counted', () => {
  expect(section({ baselined: [finding(),
    finding()] })).toContain('<p class="note">2 further findings known from a baseline.</p>');
  expect(section({})).not.toContain('baseline');
});
