/** A controller of another project, whose kind the prover knows. */
export interface Extension {
  readonly name: string;
  /** Go module and its version. */
  readonly module: string;
  readonly version: string;
  /** Package of the program within the module. */
  readonly program: string;
  /** Folder of its definitions of kinds within the module. */
  readonly definitions: string;
  /** File of its webhooks within the module; absent where it has none. */
  readonly webhooks?: string;
}

/** Those whose Go modules are served and build; newer ones of Argo Rollouts ask for a newer Go. */
export const EXTENSIONS: readonly Extension[] = [
  {
    name: 'lws', module: 'sigs.k8s.io/lws', version: '0.9.0', program: 'cmd', definitions: 'config/crd/bases',
    webhooks: 'config/webhook/manifests.yaml',
  },
  {
    name: 'rollouts', module: 'github.com/argoproj/argo-rollouts', version: '1.10.1',
    program: 'cmd/rollouts-controller', definitions: 'manifests/crds',
  },
];
