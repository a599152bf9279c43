const { parse: parseCheckov } = require('./validators/checkov');
const { parse: parseKubeconform } = require('./validators/kubeconform');
const { parse: parseKubeLinter } = require('./validators/kube-linter');
const { parse: parseKubeScore } = require('./validators/kube-score');
const { parse: parseKubectl } = require('./validators/kubectl');
const { parse: parsePolaris } = require('./validators/polaris');
const { parse: parsePromtool } = require('./validators/promtool');

describe('kubeconform', () => {
  const resource = (status: string, msg: string) =>
    JSON.stringify({ resources: [{ kind: 'Deployment', name: 'web', version: 'apps/v1', status, msg }] });

  test('every violation of a schema is a finding, without the headings around it', () => {
    const msg =
      "problem validating schema. Check JSON formatting: jsonschema validation failed with 'file:///s.json#' - at '': validation failed" +
      "   - at '/spec/replicas': got string, want integer   - at '/spec': additional properties 'replica' not allowed";
    expect(parseKubeconform(resource('statusInvalid', msg))).toEqual([
      {
        check: 'schema',
        severity: 'error',
        object: 'Deployment web',
        message: "'/spec/replicas': got string, want integer",
      },
      {
        check: 'schema',
        severity: 'error',
        object: 'Deployment web',
        message: "'/spec': additional properties 'replica' not allowed",
      },
    ]);
  });

  test('a kind without a schema is a finding', () => {
    expect(parseKubeconform(resource('statusError', 'could not find schema for Deployment'))).toEqual([
      { check: 'schema', severity: 'error', object: 'Deployment web', message: 'could not find schema for Deployment' },
    ]);
  });

  test('valid and empty resources are none', () => {
    expect(parseKubeconform(resource('statusValid', ''))).toEqual([]);
    expect(parseKubeconform('{"resources":[]}')).toEqual([]);
  });
});

test('kube-linter: each report names its check and object', () => {
  const report = {
    Diagnostic: { Message: 'container "nim" does not have a read-only root file system' },
    Check: 'no-read-only-root-fs',
    Remediation: 'Set readOnlyRootFilesystem to true.',
    Object: {
      Metadata: { FilePath: 'a.yaml' },
      K8sObject: {
        Namespace: 'ai',
        Name: 'llm',
        GroupVersionKind: { Group: 'apps', Version: 'v1', Kind: 'Deployment' },
      },
    },
  };
  expect(parseKubeLinter(JSON.stringify({ Reports: [report] }))).toEqual([
    {
      check: 'no-read-only-root-fs',
      severity: 'error',
      object: 'Deployment ai/llm',
      message: report.Diagnostic.Message,
    },
  ]);
  expect(parseKubeLinter('{"Checks":[],"Reports":null}')).toEqual([]);
});

test('checkov: each failed check names its object, whose name may have dots', () => {
  const failed = (resource: string) => ({
    check_id: 'CKV_K8S_43',
    check_name: 'Image should use digest',
    resource,
    severity: null,
  });
  const finding = { check: 'CKV_K8S_43', severity: 'error', message: 'Image should use digest' };
  expect(
    parseCheckov(
      JSON.stringify({ results: { failed_checks: [failed('Deployment.ai.llm'), failed('CronJob.ai.llm.eval')] } }),
    ),
  ).toEqual([
    { ...finding, object: 'Deployment ai/llm' },
    { ...finding, object: 'CronJob ai/llm.eval' },
  ]);
  expect(parseCheckov('{"passed":0,"failed":0}')).toEqual([]);
});

describe('kube-score', () => {
  const score = (check: object) =>
    JSON.stringify([
      {
        type_meta: { kind: 'Deployment', apiVersion: 'apps/v1' },
        object_meta: { name: 'web', namespace: 'ai' },
        checks: [
          {
            check: { id: 'pod-probes', comment: 'Makes sure that probes are safe' },
            skipped: false,
            comments: null,
            ...check,
          },
        ],
      },
    ]);
  const finding = { check: 'pod-probes', object: 'Deployment ai/web' };

  test('grade 1 is an error, grade 5 a warning, better grades and skipped checks are none', () => {
    expect(parseKubeScore(score({ grade: 1 }))).toEqual([
      { ...finding, severity: 'error', message: 'Makes sure that probes are safe' },
    ]);
    expect(parseKubeScore(score({ grade: 5 }))).toEqual([
      { ...finding, severity: 'warning', message: 'Makes sure that probes are safe' },
    ]);
    expect(parseKubeScore(score({ grade: 7 }))).toEqual([]);
    expect(parseKubeScore(score({ grade: 10 }))).toEqual([]);
    expect(parseKubeScore(score({ grade: 1, skipped: true }))).toEqual([]);
  });

  test('each comment is a finding and names its container', () => {
    const comments = [
      { path: 'web', summary: 'CPU limit is not set', description: 'Set resources.limits.cpu' },
      { path: '', summary: 'Few replicas', description: '' },
    ];
    expect(parseKubeScore(score({ grade: 1, comments }))).toEqual([
      { ...finding, severity: 'error', message: 'web: CPU limit is not set. Set resources.limits.cpu' },
      { ...finding, severity: 'error', message: 'Few replicas' },
    ]);
  });

  test('an object without checks is none', () => {
    expect(parseKubeScore(JSON.stringify([{ type_meta: {}, object_meta: {}, checks: null }]))).toEqual([]);
  });
});

test('polaris: failures of the object, its pod and its containers are findings, danger an error', () => {
  const result = (ID: string, Severity: string, Success: boolean) => ({
    [ID]: { ID, Severity, Success, Message: `${ID} message` },
  });
  const audit = {
    Results: [{
      Name: 'web', Namespace: 'ai', Kind: 'Deployment',
      Results: result('deploymentMissingReplicas', 'warning', false),
      PodResult: {
        Results: { ...result('hostIPCSet', 'danger', true), ...result('priorityClassNotSet', 'warning', false) },
        ContainerResults: [{ Name: 'app', Results: result('runAsRootAllowed', 'danger', false) }],
      },
    }, { Name: 'ai', Namespace: '', Kind: 'Namespace', Results: {}, PodResult: null }],
  };
  expect(parsePolaris(JSON.stringify(audit))).toEqual([
    {
      check: 'deploymentMissingReplicas',
      severity: 'warning',
      object: 'Deployment ai/web',
      message: 'deploymentMissingReplicas message',
    },
    {
      check: 'priorityClassNotSet',
      severity: 'warning',
      object: 'Deployment ai/web',
      message: 'priorityClassNotSet message',
    },
    {
      check: 'runAsRootAllowed',
      severity: 'error',
      object: 'Deployment ai/web',
      message: 'app: runAsRootAllowed message',
    },
  ]);
});

test('kubectl: errors lose the name of the stream, and a custom resource without a Go type is none', () => {
  const stderr =
    'error: unable to decode "STDIN": json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32\n';
  expect(parseKubectl(stderr)).toEqual([
    'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
  ]);
  const custom =
    'error: unable to decode "STDIN": no kind "ServiceMonitor" is registered for version "monitoring.coreos.com/v1" in scheme "x"\n';
  expect(parseKubectl(custom)).toEqual([]);
});

test('promtool: problems lose the path of the temporary file, headings and successes are none', () => {
  expect(
    parsePromtool(
      'Checking /tmp/rules-ai-nim.yaml\n  FAILED:\n/tmp/rules-ai-nim.yaml: 5:15: group "a", rule 1: could not parse expression\n',
    ),
  ).toEqual(['5:15: group "a", rule 1: could not parse expression']);
  expect(parsePromtool('Checking /tmp/rules-ai-nim.yaml\n  SUCCESS: 3 rules found\n\n')).toEqual([]);
});
