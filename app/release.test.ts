import { readFileSync } from 'fs';
import { join } from 'path';
import { ENVIRONMENT_NAMES } from './environments';
import { RELEASE_FILE, Releases } from './release';
import { ROOT } from '../test/support/manifests';

const parse = (text: string): Releases => Releases.parse(text, ENVIRONMENT_NAMES);
const images = '{ agent-orchestrator: registry.example.com/a:1.0.0, web-ui: registry.example.com/w:1.0.0 }';

test('the file of the repository releases to every environment', () => {
  const releases = parse(readFileSync(join(ROOT, RELEASE_FILE), 'utf8'));
  expect(ENVIRONMENT_NAMES.map((name) => releases.of(name).webUiImage)).toHaveLength(4);
});

test('each environment has images of its own, and models only where they are named', () => {
  const nim = 'nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.0.0';
  const releases = parse(`dev: ${images}\nstaging:\n  embedding-nim: ${nim}\n  agent-orchestrator: b:2\n  web-ui: w:2\n`);
  expect(releases.of('dev')).toEqual({
    agentOrchestratorImage: 'registry.example.com/a:1.0.0', webUiImage: 'registry.example.com/w:1.0.0',
  });
  expect(releases.of('staging')).toMatchObject({ embeddingNimImage: nim, agentOrchestratorImage: 'b:2' });
});

test.each([
  ['the file is empty', '', 'release.yaml: there are no environments; write research-ops:'],
  ['it is a list', '- dev\n', 'release.yaml: there are no environments; write research-ops:'],
  ['it is no YAML', 'dev:\n  web-ui: [a\n',
    'release.yaml:3:1: not YAML of one document; write an environment and, below it, services'],
  ['it is indented by tabs', 'dev:\n\tweb-ui: a:1\n', 'release.yaml:2:1: not YAML of one document'],
  ['it has two documents', 'dev: {}\n---\ndev: {}\n', 'release.yaml:2:1: not YAML of one document'],
  ['an environment is there twice', `dev: ${images}\ndev: ${images}\n`,
    'release.yaml:2:1: a key that is there twice; write it once'],
  ['an alias leads nowhere', 'dev: *gone\n',
    'release.yaml: has an alias of what is not there before it; write the images themselves'],
  ...['', 'text', '[a]', '1'].map((given): [string, string, string] => [
    `an environment has ${given || 'nothing'}`, `dev: ${given}\n`,
    'release.yaml: dev: has no images; write web-ui: registry/repository:tag below it',
  ]),
  ...[['1.0', '1'], ['', 'null'], ['[a]', '["a"]'], ['{a: b}', '{"a":"b"}']].map(
    ([given, said]): [string, string, string] => [
      `an image is ${said}`, `dev: { agent-orchestrator: ${given}, web-ui: w:1 }`,
      `release.yaml: dev: agent-orchestrator: ${said} is no image; write registry/repository:tag, in quotes`,
    ]),
  ['a service has a name of JavaScript', 'dev: { toString: a:1 }',
    "release.yaml: dev: service 'toString' is not known; write one of reasoning-nim,"],
  [
    'an environment is unknown', `prod: ${images}`,
    "release.yaml: environment 'prod' is not known; write one of research-ops, dev, staging, production",
  ],
  [
    'a service is unknown', 'dev: { web: a:1 }',
    "release.yaml: dev: service 'web' is not known; write one of reasoning-nim, embedding-nim, agent-orchestrator, web-ui",
  ],
  [
    'an image has no tag', 'dev: { agent-orchestrator: registry.example.com/a, web-ui: w:1 }',
    "release.yaml: dev: agent-orchestrator: image 'registry.example.com/a' is not pinned; " +
      'write an exact tag or a digest, such as registry.example.com/a:1.0.0',
  ],
  [
    'an image is missing', 'dev: { web-ui: w:1 }',
    'release.yaml: dev: agent-orchestrator is missing; write agent-orchestrator: registry/repository:tag',
  ],
])('fails when %s', (_, text, message) => {
  expect(() => parse(text)).toThrow(message);
});

test('fails when an environment is missing', () => {
  expect(() => parse(`dev: ${images}`).of('staging')).toThrow(
    "release.yaml: environment 'staging' is missing; write its images below staging:",
  );
});
