import { createHash } from 'node:crypto';
import {
  chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../support/manifests';
import { go } from './go';
import { Extension } from './extensions';
import { versionFlags, writeKubernetesModule } from './kubernetes-module';
import { Versions } from './versions';

/** Paths of what is needed beside a control plane that is there. */
export interface ClientBinaries {
  readonly 'kubectl': string;
  readonly 'nodelet': string;
}

/** Paths of everything that a control plane consists of. */
export interface Binaries extends ClientBinaries {
  readonly 'etcd': string;
  readonly 'kube-apiserver': string;
  readonly 'kube-controller-manager': string;
  readonly 'kube-scheduler': string;
}

const SERVERS = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;

type Say = (line: string) => void;

/**
 * The binaries of one version: those of the folder that KUBEBUILDER_ASSETS names, the rest from the cache, where what
 * is missing is built first. A binary appears there only when it is complete.
 */
export function ensureBinaries(versions: Versions, say: Say = () => undefined): Binaries {
  const servers = Object.fromEntries(SERVERS.map((name) => [name, kubernetesBinary(name, versions, say)]));
  const etcd =
    given('etcd')
    ?? cached(join(cacheFolder(), versions.kubernetes), 'etcd', say, (work) => {
      writeFileSync(
        join(work, 'go.mod'),
        `module control-plane\n\nrequire go.etcd.io/etcd/server/v3 v${versions.etcd}\n`,
      );
      go(work, 'build', '-trimpath', '-ldflags', '-s -w', '-o', 'etcd', 'go.etcd.io/etcd/server/v3');
    });
  return { ...servers, etcd, ...ensureClientBinaries(versions, say) } as Binaries;
}

/** The same for a control plane that is there. */
export function ensureClientBinaries(versions: Versions, say: Say = () => undefined): ClientBinaries {
  const nodelet = ensureProgram('nodelet', say);
  return { kubectl: kubernetesBinary('kubectl', versions, say), nodelet };
}

/** A controller of another project, and the folder of its `definitions` and `webhooks.yaml`. */
export interface BuiltExtension {
  readonly program: string;
  readonly folder: string;
}

/** Builds it from its module when it is not there. */
export function ensureExtension(extension: Extension, say: Say = () => undefined): BuiltExtension {
  const { name, module, version, program, definitions, webhooks } = extension;
  const folder = join(cacheFolder(), `${name}-${version}`);
  const built = cached(folder, name, say, (work) => {
    writeFileSync(join(work, 'go.mod'), 'module control-plane\n');
    const downloaded = go(work, 'mod', 'download', '-json', `${module}@v${version}`);
    const { Dir: source } = JSON.parse(downloaded) as { Dir: string };
    // Its own requirements and replacements, which count nowhere but in the main module.
    const upstream = readFileSync(join(source, 'go.mod'), 'utf8').replace(/^module .*$/m, 'module control-plane');
    writeFileSync(join(work, 'go.mod'), `${upstream}\nrequire ${module} v${version}\n`);
    cpSync(join(source, 'go.sum'), join(work, 'go.sum'));
    go(work, 'build', '-trimpath', '-ldflags', '-s -w', '-o', name, `${module}/${program}`);
    mkdirSync(folder, { recursive: true });
    cpSync(join(source, definitions), join(folder, 'definitions'), { recursive: true });
    if (webhooks !== undefined) {
      cpSync(join(source, webhooks), join(folder, 'webhooks.yaml'));
    }
  });
  return { program: built, folder };
}

/** A Go program of this repository, from its folder beside this one; built again whenever its source changes. */
export function ensureProgram(name: 'nodelet' | 'argo' | 'alertmanager', say: Say = () => undefined): string {
  const source = join(ROOT, 'test', 'control-plane', name);
  return cached(join(cacheFolder(), name, fingerprint(source)), name, say, (work) => {
    cpSync(source, work, { recursive: true });
    go(work, 'build', '-trimpath', '-ldflags', '-s -w', '-o', name, '.');
  });
}

function kubernetesBinary(name: string, { kubernetes }: Versions, say: Say): string {
  return given(name) ?? cached(join(cacheFolder(), kubernetes), name, say, (work) => {
    writeKubernetesModule(work, kubernetes);
    go(work, 'build', '-trimpath', '-ldflags', versionFlags(kubernetes), '-o', name, `k8s.io/kubernetes/cmd/${name}`);
  });
}

/** `CDK8S_NIM_CONTROL_PLANE_CACHE`, else a folder below the user's cache. */
function cacheFolder(): string {
  return process.env.CDK8S_NIM_CONTROL_PLANE_CACHE
    || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-nim', 'control-plane');
}

function given(name: string): string | undefined {
  const folder = process.env.KUBEBUILDER_ASSETS;
  return folder && existsSync(join(folder, name)) ? join(folder, name) : undefined;
}

/**
 * A binary in the cache; built in a folder of its own and moved there whole, so that a build that is cut off leaves
 * nothing.
 */
function cached(folder: string, name: string, say: Say, build: (work: string) => void): string {
  const target = join(folder, name);
  if (!existsSync(target)) {
    const start = Date.now();
    const work = mkdtempSync(join(tmpdir(), 'control-plane-build-'));
    try {
      build(work);
      mkdirSync(folder, { recursive: true });
      const near = `${target}.${process.pid}`;
      cpSync(join(work, name), near);
      chmodSync(near, 0o755);
      renameSync(near, target);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
    say(`built ${name} in ${((Date.now() - start) / 1000).toFixed(0)} s`);
  }
  return target;
}

/** A name that changes with what the folder holds. */
function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder)
    .filter((each) => /\.(go|mod|sum)$/.test(each) && !each.endsWith('_test.go'))
    .sort()) {
    hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 12);
}
