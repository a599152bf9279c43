import { ApiObject, App, AppProps, Names, YamlOutputType } from 'cdk8s';
import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { asUserError, isSystemError } from '../util/user-error';
import { DependencyOrder } from './dependency-order';
import { TreeValidation } from './tree-validation';
import { stringifyYaml } from './yaml-writer';

/** Characters written at a time, so that memory does not hold the text of a large chart twice. */
const CHUNK = 1 << 18;

/**
 * An app of cdk8s whose synthesis takes time linear in the number of objects, and writes the same files, byte for byte.
 *
 * `App` validates the whole app and resolves its dependencies once more for every chart, walks every path between
 * dependent objects, and builds a document tree of each object before it writes it; see `docs/performance.md`.
 * Apps of one chart for each service gain most. What is rare is left to `App`: other divisions into files than one for
 * each chart, construct metadata, cycles of dependencies.
 */
export class LinearApp extends App {
  private readonly hasConstructMetadata: boolean;

  constructor(props: AppProps = {}) {
    super(props);
    this.hasConstructMetadata = props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
    TreeValidation.attach(this, this.writesItself);
  }

  /**
   * Writes all manifests into the output folder.
   *
   * @throws with all errors of all constructs when the app is not valid
   */
  public override synth(): void {
    if (!this.writesItself) {
      super.synth();
      return;
    }
    writing(this.outdir, makeFolder);
    this.validate();
    const order = new DependencyOrder(this);
    const charts = order.charts();
    if (!charts) {
      // Only App says which constructs make the cycle.
      super.synth();
      return;
    }
    charts.forEach((chart, index) => {
      const prefix = order.hasDependentCharts ? `${String(index).padStart(4, '0')}-` : '';
      const file = join(this.outdir, `${prefix}${Names.toDnsLabel(chart)}${this.outputFileExtension}`);
      writing(file, (path) => write(path, order.objectsOf(chart)!));
    });
  }

  private get writesItself(): boolean {
    return this.yamlOutputType === YamlOutputType.FILE_PER_CHART && !this.hasConstructMetadata;
  }

  private validate(): void {
    const errors = this.node.findAll().flatMap(({ node }) => node.validate().map((error) => `[${node.path}] ${error}`));
    if (errors.length > 0) {
      throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
    }
  }
}

/** @throws with what the operating system refuses, in words */
function writing(path: string, write: (path: string) => void): void {
  try {
    write(path);
  } catch (error) {
    throw isSystemError(error) ? asUserError(path, error, undefined, 'written') : error;
  }
}

/** Folder by folder: Node's own way does not end where the file system takes no folder, as below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    return;
  }
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another synthesis may have made it meanwhile.
    if (!existsSync(folder)) {
      throw error;
    }
  }
}

function write(path: string, objects: ApiObject[]): void {
  const file = openSync(path, 'w');
  try {
    let text = '';
    objects.forEach((object, index) => {
      text += `${index === 0 ? '' : '---\n'}${stringifyYaml(object.toJson())}`;
      if (text.length >= CHUNK || index === objects.length - 1) {
        writeFileSync(file, text);
        text = '';
      }
    });
  } finally {
    closeSync(file);
  }
}
