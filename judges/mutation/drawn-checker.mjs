// A checker of Stryker that lets only drawn mutants run: the range of a mutant holds those nested in it as well.
import { readFileSync } from 'node:fs';
import {
  commonTokens, declareFactoryPlugin, PluginKind, tokens,
} from '../node_modules/@stryker-mutator/api/dist/src/plugin/index.js';
import { CheckStatus } from '../node_modules/@stryker-mutator/api/dist/src/check/index.js';
import { keyOf } from './sample.mjs';

class DrawnChecker {
  init() {
    this.drawn = new Set(JSON.parse(readFileSync(process.env.MUTATION_DRAWN, 'utf8')));
    return Promise.resolve();
  }

  check(mutants) {
    return Promise.resolve(Object.fromEntries(mutants.map((mutant) => [
      mutant.id,
      this.drawn.has(keyOf(process.cwd(), mutant))
        ? { status: CheckStatus.Passed } : { status: CheckStatus.CompileError, reason: 'not drawn' },
    ])));
  }

  group(mutants) {
    return Promise.resolve([mutants.map(({ id }) => id)]);
  }
}

const make = () => new DrawnChecker();
make.inject = tokens(commonTokens.injector);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.Checker, 'drawn', make)];
