import { readFileSync } from 'fs';
import { join } from 'path';
import { filesBelow, ROOT } from './manifests';

/** A fenced block of a page, with the words after its fence. */
export interface Block {
  readonly page: string;
  readonly info: string;
  readonly code: string;
}

/** Every page that a reader meets, by its path from the root. */
export const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...['docs', 'examples'].flatMap((folder) => filesBelow(join(ROOT, folder)))
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(ROOT.length + 1)),
];

export const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

export function blocksOf(page: string): Block[] {
  return [...textOf(page).matchAll(/^```(\S[^\n]*)\n([\s\S]*?)^```/gm)].map(([, info, code]) => ({ page, info, code }));
}
