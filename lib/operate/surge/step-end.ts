import { SurgeState } from './surge-state';

/** How a step ended: `next` is undefined after the last one. */
export type StepEnd =
  | { readonly end: 'done'; readonly next?: SurgeState }
  | { readonly end: 'failed'; readonly why: string }
  | { readonly end: 'stopped' };
