import { cli, eachInAFolder, NIM } from '../test/support/cli';

const { folder, file } = eachInAFolder();

describe('exits 2 and says what to write instead', () => {
  const tenTimes = (key: string, index: number) =>
    `${key}: &${key} [${Array(10).fill(`*${'abcdefghij'[index]}`).join(', ')}]\n`;
  const bomb = `a: &a [${Array(10).fill('x').join(', ')}]\n${[...'bcdefghij'].map(tenTimes).join('')}`;
  test.each([
    [
      'for malformed YAML, with file, line and column',
      'kind: A\nmetadata: {name: a\nspec: [',
      /^error: stdin:\d+:\d+: /,
    ],
    [
      'for a document that is no object',
      '---\nkind: A\n---\n- a\n',
      /^error: stdin:4:1: a list where a Kubernetes object was expected/,
    ],
    ['for an alias bomb', bomb, /^error: stdin:4:8: aliases that grow/],
    ['for a document nested too deeply', `kind: A\nspec: ${'['.repeat(100_000)}`, /^error: stdin:/],
    ['for binary input', '\u0000\u0001', /^error: stdin: binary/],
  ])('%s', (_, input, message) =>
    expect(cli(['check', '-'], input)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(message) }),
  );

  test('for a snapshot that is cut off in the middle, with what of it was complete', () => {
    const node = (name: string) => ({
      apiVersion: 'v1', kind: 'Node', metadata: { name },
      status: { allocatable: { cpu: '4', memory: '8Gi', pods: '9' } },
    });
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'ümlaut' }, spec: { nodeName: 'b' } };
    const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [node('a'), node('b'), pod, pod] }, null, 1);
    // Within the last pod, in the middle of a letter of two bytes.
    const cut = Buffer.from(text).subarray(0, Buffer.from(text).lastIndexOf(Buffer.from('ü')) + 1);
    expect(cli(['plan', '-', '--cluster', file('cut.json', cut)], NIM)).toMatchObject({
      code: 2, out: '',
      err: expect.stringMatching(
        /cut\.json: cut off in the middle, after 3 complete objects \(2 Node, 1 Pod\); what is missing might be pods that take/,
      ),
    });
  });

  test.each([
    ['for an option that does not exist', ['check', '-', '--strict'], /unknown option '--strict'/],
    [
      'for a version of Kubernetes that is none', ['plan', '-', '--kubernetes', 'abc'],
      /^error: kubernetes version 'abc' is not known; write a minor version from 1\.20 on, such as 1\.\d+\n$/,
    ],
    ['for a path that is empty', ['check', ''], /^error: '': no such file or folder; write files, folders, or -/],
    [
      'for nodes that nothing names', ['plan', '-', '--nodes', ''],
      /^error: nodes '': names no nodes; write a file of nodes \(kind: Nodes\), an eksctl ClusterConfig file/,
    ],
    [
      'for a format that does not exist', ['check', '-', '--output', 'xml'],
      /Allowed choices are table, json, markdown/,
    ],
    ['without paths', ['check'], /missing required argument 'paths'/],
    ['without a command', [], /Usage: cdk8s-nim/],
    ['for a command that does not exist', ['chek'], /unknown command 'chek'.*Did you mean check/s],
    [
      'for a file that does not exist',
      ['check', '/nowhere.yaml'],
      /\/nowhere\.yaml: no such file or folder; write files/,
    ],
    ['for nodes that do not exist', ['check', '-', '--nodes', 'nodes.json'], /nodes 'nodes\.json': no such file/],
    [
      'for nodes that are no specification',
      ['check', '-', '--nodes', 'two'],
      /'two' is not a pool; write name=countxinstance-type/,
    ],
    [
      'for a baseline that does not exist',
      ['check', '-', '--baseline', '/nowhere.json'],
      /no such baseline; write one with --write-baseline/,
    ],
    ...[
      ['--cluster', '/tmp: is a folder; write the output'],
      ['--baseline', '/tmp: is a folder; write one with --write-baseline <file>\n'],
      ['--nodes', "nodes '/tmp': is a folder; write "],
    ].map(([flag, message]): [string, string[], RegExp] =>
      [`for a folder as ${flag}`, ['check', '-', flag, '/tmp'], new RegExp(message)]),
    ...['--cluster', '--ignore-kind', '--declared-secret', '--namespace', '--rule', '--skip-rule', '--baseline',
      '--write-baseline', '--context', '--kubeconfig'].map((flag): [string, string[], RegExp] =>
      [`for nothing as ${flag}`, ['check', '-', flag, ' '],
        new RegExp(`^error: ${flag}: has an empty value; write one, or leave it out\n$`)]),
    ...['--html', '--fix-out'].map((flag): [string, string[], RegExp] =>
      [`for nothing as ${flag}`, ['plan', '-', flag, ''],
        new RegExp(`^error: ${flag}: has an empty value; write one, or leave it out\n$`)]),
    [
      'for a kind that is none', ['check', '-', '--ignore-kind', 'a b'],
      /^error: --ignore-kind: 'a b' is no kind; write one such as Kafka or Kafka\.kafka\.strimzi\.io\n$/,
    ],
    ...['--context', '--kubeconfig'].map((flag): [string, string[], RegExp] =>
      [`for ${flag} where no cluster is asked`, ['plan', '-', flag, 'lab'],
        new RegExp(`^error: ${flag}: no cluster is asked; write --live or --ask-server with it, or leave it out\n$`)]),
    [
      'for a hyphen as a page', ['plan', '-', '--html', '-'],
      /^error: -: is no file: the report itself goes to standard output; write the name of a file\n$/,
    ],
    [
      'for a hyphen as a baseline', ['check', '-', '--write-baseline', '-'],
      /^error: -: is no file: the report itself goes to standard output; write the name of a file\n$/,
    ],
    [
      'for a hyphen as a folder of remedies', ['plan', '-', '--nodes', 'a=1xg5.2xlarge', '--fix-out', '-'],
      /^error: -: is no folder; write the name of a folder\n$/,
    ],
    ['for nothing as --from', ['check', '-', '--from', ''], /--from '': no such file or folder/],
    ['for a rule that does not exist', ['check', '-', '--rule', 'x'], /there is no rule 'x'/],
    [
      'for a namespace that is no name',
      ['plan', '-', '--namespace', 'A B'],
      /namespace 'A B' is not a Kubernetes object name/,
    ],
    [
      'for a declared secret that is no name',
      ['check', '-', '--declared-secret', 'A B'],
      /declared secret 'A B' is no name/,
    ],
  ])('%s', (_, args, message) =>
    expect(cli(args, NIM)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(message) }),
  );

  test.each(['--order', '--fix-out=fix'])('for %s without nodes, which it needs', (flag) =>
    expect(cli(['plan', '-', flag], NIM)).toMatchObject({
      code: 2, out: '', err: `error: ${flag.split('=')[0]}: the nodes are not known; name them with --nodes, --cluster or --live\n`,
    }));

  test('for nodes that are something else', () => {
    expect(cli(['check', '-', '--nodes', file('pod.yaml', NIM)], NIM).err)
      .toMatch(/pod\.yaml': holds neither nodes nor an eksctl ClusterConfig; write /);
  });

  test('for a folder without manifests, and a file that is too large', () => {
    expect(cli(['check', folder()]).err).toMatch(/no \*\.yaml, \*\.yml or \*\.json in this folder/);
    expect(cli(['check', file('long.yaml', Buffer.alloc(17 * 1024 * 1024, 'a'))]).err).toMatch(
      /a YAML document of more than 16 MiB/,
    );
    expect(cli(['check', file('huge.yaml', Buffer.alloc(65 * 1024 * 1024, 'a'))])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/65 MiB are more than the 64 MiB one input may have; split it/),
    });
  });
});
