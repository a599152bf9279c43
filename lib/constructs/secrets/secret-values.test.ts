import { join } from 'path';
import { ROOT } from '../../../test/support/manifests';
import { contentsBelow } from '../../../test/support/workspace';
import { secretValues } from '../../../test/support/secret-values';

/** Parts are joined here, so that this file holds no text in the form of a credential. */
const fake = {
  ngc: ['nvapi', 'x'.repeat(40)].join('-'),
  aws: ['AKIA', 'ABCDEFGHIJKLMNOP'].join(''),
  huggingFace: ['hf', 'a'.repeat(30)].join('_'),
  privateKey: ['-----BEGIN RSA PRIVATE', 'KEY-----'].join(' '),
};

test('no file below dist/ holds a value of a secret', () => {
  const files = contentsBelow(join(ROOT, 'dist'));
  expect(Object.keys(files).length).toBeGreaterThan(1);
  expect(secretValues(files)).toEqual([]);
});

test.each(['__snapshots__', 'docs', 'examples'])('no file below %s/ holds a value of a secret', (folder) => {
  const files = contentsBelow(join(ROOT, folder));
  const text = Object.entries(files).filter(([path]) => !path.endsWith('.png'));
  expect(text.length).toBeGreaterThan(1);
  expect(secretValues(Object.fromEntries(text))).toEqual([]);
});

test.each([
  ['data', 'kind: Secret\nmetadata: { name: keys }\ndata: { key: dmFsdWU= }\n'],
  ['stringData', 'kind: Secret\nmetadata: { name: keys }\nstringData: { key: value }\n'],
  ['data in a list', 'kind: List\nitems: [{ kind: Secret, metadata: { name: keys }, data: { key: dmFsdWU= } }]\n'],
])('fails when a Secret has %s', (_, text) => {
  expect(secretValues({ 'a.yaml': `kind: ConfigMap\n---\n${text}` })).toEqual(['a.yaml: Secret keys has values']);
});

test.each([
  ['an NGC API key', fake.ngc],
  ['an AWS access key', fake.aws],
  ['a Hugging Face token', fake.huggingFace],
  ['a private key', fake.privateKey],
])('fails when a file holds %s, and does not repeat it', (what, value) => {
  expect(secretValues({ 'notes.txt': `first\nvalue: ${value}\n` })).toEqual([`notes.txt:2: looks like ${what}`]);
});

test('references and sealed values pass', () => {
  const text =
    'kind: SealedSecret\nspec: { encryptedData: { key: AgBy3i4OJSWK } }\n---\nkind: Secret\nmetadata: { name: empty }\n---\n# nvapi- keys are not here\n';
  expect(secretValues({ 'a.yaml': text })).toEqual([]);
});
