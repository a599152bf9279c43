import type { JsonObject, Manifest } from './manifest';

/**
 * What became of a dry run:
 * - `taken`: the server would store it;
 * - `refused`: it would not;
 * - `quota`: a quota has no room for it now, and nothing else stands in its way;
 * - `open`: it could not be asked, or its answer depends on how it is asked.
 */
export type ServerOutcome = 'taken' | 'refused' | 'quota' | 'open';

/** What the API server of the cluster said of one object, or of one pod of a template. */
export interface ServerAnswer {
  readonly outcome: ServerOutcome;
  /** The server's words; empty where it took what it was asked. */
  readonly words: string;
  /** The object as it would be stored, webhooks and defaults included; absent unless it was taken. */
  readonly stored?: JsonObject;
}

/** What the API server said of the manifests. */
export interface ServerAnswers {
  readonly objects: ReadonlyMap<Manifest, ServerAnswer>;
  /** Of one pod of each template, by its manifest and the JSON pointer of the pod's spec. */
  podOf(manifest: Manifest, pointer: string): ServerAnswer | undefined;
}
