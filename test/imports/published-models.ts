import { spawnSync } from 'child_process';
import { join } from 'path';
import * as ts from 'typescript';
import { ROOT } from '../support/manifests';
import { CustomResource } from './custom-resource';

/** They are installed apart from what the tests need otherwise. */
const JUDGES = join(ROOT, 'judges');

/** The package that publishes the models of an API group, generated from the Go types of the project itself. */
const PACKAGES: { [group: string]: string } = {
  'argoproj.io': 'argo-cd',
  'bitnami.com': 'sealed-secrets',
  'external-secrets.io': 'external-secrets',
  'karpenter.k8s.aws': 'karpenter',
  'karpenter.sh': 'karpenter',
  'kustomize.toolkit.fluxcd.io': 'flux-cd',
  'monitoring.coreos.com': 'prometheus-operator',
  'source.toolkit.fluxcd.io': 'flux-cd',
};

function moduleOf({ apiVersion, kind }: CustomResource): string {
  const [group] = apiVersion.split('/');
  if (!(group in PACKAGES)) {
    throw new Error(`no published models of ${apiVersion}; add their package to PACKAGES`);
  }
  return `@kubernetes-models/${PACKAGES[group]}/${apiVersion}/${kind}`;
}

/** Whether this repository pins published models of an object. */
export function isPublished({ apiVersion }: CustomResource): boolean {
  return apiVersion.split('/')[0] in PACKAGES;
}

/**
 * What the published models find wrong with objects. Their validators let unknown fields pass; their types do not: the
 * compiler refuses a field that an object literal has and its type has not.
 */
export function publishedModelProblems(manifests: CustomResource[]): string[] {
  return [...validatorProblems(manifests), ...typeProblems(manifests)];
}

function validatorProblems(manifests: CustomResource[]): string[] {
  const input = JSON.stringify(manifests.map((manifest) => ({ module: moduleOf(manifest), manifest })));
  const script = join(JUDGES, 'validate-published-models.mjs');
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], { input, encoding: 'utf8', cwd: JUDGES });
  if (status !== 0) {
    throw new Error(`the published models could not be loaded: ${stderr}`);
  }
  const found: string[][] = JSON.parse(stdout);
  return found.flatMap((problems, index) => problems.map((problem) => `${title(manifests[index])}: ${problem}`));
}

/** The generator of the models leaves out fields that are called `description`; the definition of the kind has this one. */
function withoutDescription(key: string, value: unknown): unknown {
  return key === 'pagerdutyConfigs' && Array.isArray(value)
    ? value.map((each) => ({ ...each, description: undefined }))
    : value;
}

function typeProblems(manifests: CustomResource[]): string[] {
  const fileName = join(JUDGES, 'published-models-check.ts');
  const declarations = manifests.map(
    (manifest, index) =>
      `const object${index}: import('${moduleOf(manifest)}').I${manifest.kind} = ${JSON.stringify(manifest, withoutDescription)};\nvoid object${index};`,
  );
  const source = declarations.join('\n');
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) =>
    name === fileName ? ts.createSourceFile(name, source, version) : read(name, version);
  const program = ts.createProgram([fileName], options, host);
  const file = program.getSourceFile(fileName)!;
  return ts.getPreEmitDiagnostics(program, file).map((diagnostic) => {
    const index = Math.floor(file.getLineAndCharacterOfPosition(diagnostic.start!).line / 2);
    return `${title(manifests[index])}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
  });
}

function title({ kind, metadata }: CustomResource): string {
  return `${kind}/${metadata.name}`;
}
