import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { casesById, Mutation } from '../refused/mutations';
import { Json } from './cluster/api';
import { useControlPlane } from './support/live';

const FILE = join(__dirname, '../refused/answers.json');
/** Requests at a time. */
const AT_ONCE = 8;

const live = useControlPlane();
const paths = new Map<string, string>();

/** Where objects of the kind of one are created, as the server says. */
async function pathFor({ apiVersion, kind }: Json): Promise<string> {
  const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  if (!paths.has(`${apiVersion} ${kind}`)) {
    const { resources } = await live.plane.api.get(base);
    for (const { name, kind: served, namespaced } of resources.filter((each: Json) => !each.name.includes('/'))) {
      paths.set(`${apiVersion} ${served}`, `${base}${namespaced ? '/namespaces/refused' : ''}/${name}`);
    }
  }
  return paths.get(`${apiVersion} ${kind}`)!;
}

/**
 * 1 refused, 0 taken, ? of a kind that is not served, or refused by an admission plugin, which looks at more than the
 * object. What is there already is taken.
 */
async function answerTo(object: Json): Promise<string> {
  const path = await pathFor(object).catch(() => undefined);
  if (path === undefined) {
    return '?';
  }
  return live.plane.api.create(`${path}?dryRun=All&fieldValidation=Strict`, object)
    .then(() => '0', (error: Json) => (/already exists/.test(error.message) ? '0' : error.status === 403 ? '?' : '1'));
}

async function answersTo(cases: readonly Pick<Mutation, 'object'>[]): Promise<string> {
  const answers: string[] = [];
  let next = 0;
  const ask = async () => {
    while (next < cases.length) {
      const index = next++;
      answers[index] = await answerTo(cases[index].object);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return answers.join('');
}

interface Judged {
  readonly object: Json;
  /** Why this library says that the API server refuses it. */
  readonly said: string[];
}

/**
 * What is answered otherwise, and why: addresses, families and ports of Services are those of the cluster that is
 * asked; a feature gate decides on Gt and Lt; empty sources of volumes that are gone are taken here, and names of
 * TokenReviews refused, which nobody writes into manifests.
 */
const OTHERWISE = new RegExp([
  '"kind":"Service".*"(?:clusterIP|ipFamilies|nodePort)"', '"operator":"[GL]t"',
  '"(?:flocker|fc|storageos|inlineVolumeSpec)":\\{\\}', '"kind":"TokenReview"',
].join('|'));

/** Each object that the tests beside lib/prover/validation judge. */
function judgedByTests(): Judged[] {
  const file = join(mkdtempSync(join(tmpdir(), 'refused-')), 'judged');
  const { status } = spawnSync('npx', ['jest', 'lib/prover/validation'], {
    env: { ...process.env, RECORD_REFUSALS: file }, stdio: 'ignore',
  });
  expect(status).toBe(0);
  const lines = new Set(readFileSync(file, 'utf8').trim().split('\n'));
  rmSync(dirname(file), { recursive: true });
  return [...lines].map((line) => JSON.parse(line) as Judged);
}

test('the API server takes what the tests of validation say that it takes, and refuses the rest', async () => {
  const judged = judgedByTests();
  expect(judged.length).toBeGreaterThan(1_500);
  const answers = await answersTo(judged);
  const differ = judged.filter(({ object, said }, index) => answers[index] !== '?'
    && (answers[index] === '1') !== said.length > 0 && !OTHERWISE.test(JSON.stringify(object)));
  expect(differ).toEqual([]);
});

beforeAll(async () => {
  await live.plane.api.create('/api/v1/namespaces', {
    apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'refused' },
  });
  // Without it every pod is refused, until its controller has made it.
  await live.plane.api.create('/api/v1/namespaces/refused/serviceaccounts', {
    apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' },
  }).catch(() => undefined);
});

/** With RECORD=1 the answers are written down, for a new version or new objects. */
test('the API server answers as written down, to every single change of every object', async () => {
  const known = JSON.parse(readFileSync(FILE, 'utf8')) as { kubernetes: string; refused: { [id: string]: string } };
  const refused: { [id: string]: string } = {};
  for (const [id, cases] of casesById()) {
    const answers = await answersTo(cases);
    refused[id] = [...answers]
      .map((answer, index) => (answer === '?' ? (known.refused[id]?.[index] ?? '0') : answer))
      .join('');
  }
  if (process.env.RECORD === '1') {
    writeFileSync(FILE, `${JSON.stringify({ ...known, refused }, undefined, 2)}\n`);
  }
  expect(Object.keys(refused).filter((id) => refused[id] !== known.refused[id])).toEqual([]);
});
