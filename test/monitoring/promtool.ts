import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

const { prometheusProgram } = require('../support/at-hand') as { prometheusProgram: (name: string) => string };

/** Series by their selector, one value a minute in the notation of promtool: `0x10 1x5`. */
export type Series = { readonly [selector: string]: string };

interface Sample {
  readonly expr: string;
  readonly at: string;
  readonly values: number[];
}

export function promtool(...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(prometheusProgram('promtool'), args, { encoding: 'utf8' });
  if (error) {
    throw error;
  }
  return { status, output: `${stdout}${stderr}` };
}

const answers = new Map<string, string>();

/**
 * What promtool has against expressions at moments, when the rules have run over the series; empty when nothing. The
 * same is asked once: of a thousand mutants few change the rules.
 */
export function evaluate(rules: object, series: Series, samples: Sample[]): string {
  const question = JSON.stringify([rules, series, samples]);
  const answer = answers.get(question) ?? evaluated(rules, series, samples);
  answers.set(question, answer);
  return answer;
}

function evaluated(rules: object, series: Series, samples: Sample[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
  try {
    writeFileSync(join(folder, 'rules.yaml'), stringify(rules));
    writeFileSync(join(folder, 'test.yaml'), stringify({
      rule_files: ['rules.yaml'],
      evaluation_interval: '1m',
      tests: [{
        interval: '1m',
        input_series: Object.entries(series).map(([selector, values]) => ({ series: selector, values })),
        promql_expr_test: samples.map(({ expr, at, values }) => ({
          expr, eval_time: at, exp_samples: values.map((value) => ({ labels: '{}', value })),
        })),
      }],
    }));
    const { status, output } = promtool('test', 'rules', join(folder, 'test.yaml'));
    return status === 0 ? '' : output;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Expects as many series of an alert to fire at a moment. */
export const firing = (alert: string, at: string, count: number): Sample => ({
  expr: `count(ALERTS{alertname="${alert}", alertstate="firing", namespace="apps"})`, at,
  values: count > 0 ? [count] : [],
});

/** Expects that nobody is told anything at a moment. */
export const silent = (at: string): Sample => ({
  expr: 'count(ALERTS{alertstate="firing", severity!="none"})', at, values: [],
});
