import { Streams } from '../streams';

/** Asks whether to do it; `--yes` has said so already. Undefined where nobody is there to ask. */
export function confirmation(
  { yes }: { readonly yes?: boolean }, { ask }: Streams,
): ((question: string) => Promise<boolean>) | undefined {
  return yes ? () => Promise.resolve(true)
    : ask && (async (question) => /^\s*y(es)?\s*$/i.test(await ask(`${question} [y/N] `)));
}
