import { KubectlPort } from '../kubectl-port';

/** What is forwarded. */
export interface ForwardOf {
  readonly namespace: string;
  /** `service/web-ui` or `pod/web-ui-…`. */
  readonly target: string;
  readonly remote: number;
  /**
   * Port of this machine.
   *
   * @default - one that is free
   */
  readonly local?: number;
}

/** One kubectl port-forward. */
export interface Forward {
  /** The local port once it listens; undefined where kubectl ended before. */
  readonly opened: Promise<number | undefined>;
  readonly ended: Promise<number | null>;
  /** What kubectl said besides, the last of it. */
  said(): readonly string[];
  stop(): void;
}

/** Lines that are kept. */
const KEPT = 5;

/** Starts kubectl port-forward, which ends by itself when the pod that it has chosen does. */
export function forward({ namespace, target, remote, local }: ForwardOf, kubectl: KubectlPort): Forward {
  const said: string[] = [];
  let open: (port: number | undefined) => void = () => undefined;
  const opened = new Promise<number | undefined>((resolve) => (open = resolve));
  const args = ['--namespace', namespace, 'port-forward', '--address', '127.0.0.1', target, `${local ?? ''}:${remote}`];
  const child = kubectl.start(args, (line) => {
    const [, port] = /^Forwarding from 127\.0\.0\.1:(\d+) ->/.exec(line) ?? [];
    if (port !== undefined) {
      open(Number(port));
    } else if (!line.startsWith('Handling connection')) {
      said.push(line);
      said.splice(0, said.length - KEPT);
    }
  });
  const ended = child.ended.finally(() => open(undefined));
  return { opened, ended, said: () => said, stop: () => child.stop() };
}
