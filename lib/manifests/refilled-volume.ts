import { Field } from './field';
import { allContainers, isSidecar } from './pod-spec';
import { ClaimReference } from './pod-template';
import { isModelServer, mountsOf, podSpecOf } from './shareable-volume';
import { textOf } from '../util/value-text';
import { Workload } from './workload';

/** Paths of caches that servers fill by themselves, with what they were told to serve. */
const FILLED_PATH = /(?:^|[/._-])(?:cache|huggingface|hf|hub|nim)(?:$|[/._-])/i;

/** Flags and variables that say where to download to, not where to read from. */
const WHERE_TO_DOWNLOAD = /cache|download|hf_home|transformers_home/i;

/**
 * Whether a pod that finds the volume empty is known to fill it: an init container writes to it, or every mount is
 * named after a cache and nothing that the containers are told (command, arguments, variables) reads from there. A
 * folder of models alone is no cache: Triton (`--model-repository=/models`), a llama.cpp server or an Ollama serves
 * what somebody put there, and nothing when it is empty.
 */
export function isRefilled(workload: Workload, claim: ClaimReference): boolean {
  const spec = podSpecOf(workload);
  const { mounts, isReadOnly } = mountsOf(workload, claim);
  const filling = spec.get('initContainers').items().filter((each) => !isSidecar(each)).some((container) =>
    container.get('volumeMounts').items()
      .some((mount) => mount.get('name').value === claim.volume && mount.get('readOnly').value !== true));
  const paths = mounts.map((mount) => textOf(mount.get('mountPath').value).replace(/\/+$/, ''));
  return !isReadOnly && (filling || (paths.every((path) => FILLED_PATH.test(path))
    && !allContainers(spec).some((container) => readsFrom(container, paths))));
}

/** Whether somebody who has the volume puts there what others find: whoever writes to it, unless it serves models. */
export function isFilledBy(workload: Workload, claim: ClaimReference): boolean {
  return !mountsOf(workload, claim).isReadOnly && (!isModelServer(workload) || isRefilled(workload, claim));
}

function readsFrom(container: Field, paths: readonly string[]): boolean {
  const told = ['command', 'args'].flatMap((key) => container.get(key).items().map(({ value }) => textOf(value)));
  // One flag with its value behind `=` or as the next word; a shell may be given all of it as one text.
  const words = told.flatMap((text) => text.split(/\s+/)).flatMap((text) => text.split('='));
  const variables = container.get('env').items()
    .map((variable) => [textOf(variable.get('name').value), textOf(variable.get('value').value)]);
  return [...words.map((word, index) => [words[index - 1] ?? '', word]), ...variables].some(([name, value]) =>
    !WHERE_TO_DOWNLOAD.test(name)
    && paths.some((path) => value === path || value.replace(/^["']/, '').startsWith(`${path}/`)));
}
