/** What was found before the first write. */
export interface PreflightFinding {
  /** `refused`: applying would fail or hang; `noted`: it is worth knowing. */
  readonly result: 'ok' | 'refused' | 'noted';
  readonly text: string;
}

export function ok(text: string): PreflightFinding {
  return { result: 'ok', text };
}

export function refused(text: string): PreflightFinding {
  return { result: 'refused', text };
}

export function noted(text: string): PreflightFinding {
  return { result: 'noted', text };
}
