import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ROOT } from '../support/manifests';
const { parseDocuments, requireSame, stage } = require('./inputs');
const { renderMain } = require('./load-typescript');
const { withoutIgnores } = require('./annotations');

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ai\n';
const cluster = 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata:\n  name: c\n';

describe('parseDocuments', () => {
  test('gives each object with its own text, and skips empty documents', () => {
    const documents = parseDocuments(
      `---\n${namespace}---\n# nothing\n---\n${namespace.replace('ai', 'no')}`,
      'a.yaml',
    );
    expect(documents.map(({ object }: { object: { metadata: { name: string } } }) => object.metadata.name)).toEqual([
      'ai',
      'no',
    ]);
    expect(documents[0].text.trimStart()).toBe(namespace);
  });

  test('does not split a block scalar that contains a rule', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  text: |\n    a\n    ---\n    b\n';
    expect(parseDocuments(text, 'a.yaml')).toHaveLength(1);
  });

  test('leaves out a file of a client tool', () => {
    expect(parseDocuments(cluster, 'eksctl.yaml')).toEqual([]);
  });

  test('fails when a file mixes cluster objects with those of a client tool', () => {
    expect(() => parseDocuments(`${namespace}---\n${cluster}`, 'a.yaml'))
      .toThrow('a.yaml: mixes eksctl.io/v1alpha5 ClusterConfig with cluster objects; write it to a file of its own');
  });

  test('fails when a document is no object of Kubernetes', () => {
    expect(() => parseDocuments('a: 1\n', 'a.yaml'))
      .toThrow('a.yaml: a document has no apiVersion and kind; keep files that are no manifests out of the folder');
    expect(() => parseDocuments('just text\n', 'a.yaml')).toThrow('has no apiVersion and kind');
  });

  test('fails when the text is no YAML', () => {
    expect(() => parseDocuments('a: [1\n', 'a.yaml')).toThrow(/^a\.yaml: /);
  });
});

describe('stage', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stage-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('copies the manifests byte for byte, and once more without ignore annotations', () => {
    const text = `${namespace}  annotations: {"kube-score/ignore": 'a'}   # kept as it is\n`;
    writeFileSync(join(folder, 'a.yaml'), text);
    writeFileSync(join(folder, 'notes.txt'), 'not a manifest');
    const input = stage('a', folder, join(folder, 'work'));
    expect(input.documents).toHaveLength(1);
    expect(readFileSync(join(input.rendered, 'a.yaml'), 'utf8')).toBe(text);
    expect(readFileSync(join(input.unignored, 'a.yaml'), 'utf8')).not.toContain('kube-score/ignore');
  });

  test('fails when the folder holds no manifests', () => {
    writeFileSync(join(folder, 'eksctl.yaml'), cluster);
    expect(() => stage('a', folder, join(folder, 'work'))).toThrow(
      /holds no manifests; run "npm run synth" first, or name another folder$/,
    );
  });
});

describe('the copy of dist/ that linters judge', () => {
  const folder = mkdtempSync(join(tmpdir(), 'projected-test-'));
  const variables = { ...process.env };
  beforeAll(() => renderMain(folder, ROOT));
  afterAll(() => {
    process.env = variables;
    rmSync(folder, { recursive: true });
  });

  test('is dist/ but for annotations that silence linters, of which dist/ has none', () => {
    const committed = readFileSync(join(ROOT, 'dist', 'research-ops', 'research-ops.k8s.yaml'), 'utf8');
    const copy = readFileSync(join(folder, 'research-ops', 'research-ops.k8s.yaml'), 'utf8');
    expect(() => requireSame(join(ROOT, 'dist', 'research-ops'), join(folder, 'research-ops'))).not.toThrow();
    expect(committed).not.toMatch(/ignore-check|kube-score|polaris|checkov|kubescape/);
    expect(copy).toMatch(/ignore-check\.kube-linter\.io\/pdb-min-available/);
    expect(withoutIgnores(copy)).not.toBe(copy);
  });

  test('fails when dist/ is not what main.ts renders', () => {
    expect(() => requireSame(join(ROOT, 'dist', 'research-ops'), join(folder, 'staging')))
      .toThrow(/is not what main\.ts renders; run "npm run synth" first$/);
  });
});
