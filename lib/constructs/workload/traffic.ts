import { Connection, ConnectionOptions } from './connection';
import { Egress } from './egress';
import { NetworkPeer } from './network-peer';
import { AllowedPeer, NetworkSource } from './network-policy';
import { IWorkload } from './workload-interface';
import { WorkloadPort } from './workload-port';

/** A workload with what it says and hears. */
interface Talker extends IWorkload {
  readonly _traffic: Traffic;
}

/** Who calls a workload and whom it calls, as far as it has been said. */
export class Traffic {
  /**
   * Makes a connection known at both ends.
   *
   * @throws when the callee has no such port on its Service, or the variable is set already
   */
  public static connect(caller: Talker, callee: Talker, options: ConnectionOptions): Connection {
    const connection = Connection._between(caller, callee, options);
    caller._traffic.outgoing.push(connection);
    callee._traffic.incoming.push(connection);
    return connection;
  }

  /** Connections to this workload. */
  public readonly incoming: Connection[] = [];
  /** Connections from this workload. */
  public readonly outgoing: Connection[] = [];
  /** Peers outside the app that may call. */
  public readonly peers: AllowedPeer[] = [];
  /** Ways out of the cluster. */
  public readonly egress: Egress[] = [];

  /** As network policies take it. */
  public of(workload: IWorkload): NetworkSource {
    const { incoming: callers, outgoing: callees, peers, egress } = this;
    return { workload, callers, callees, peers, egress };
  }

  /**
   * Lets a peer outside the app call a port, by default the first.
   *
   * @throws when there is no such port
   */
  public letIn(peer: NetworkPeer, ports: readonly WorkloadPort[], name: string | undefined): void {
    const port = name === undefined ? ports[0] : ports.find((candidate) => candidate.name === name);
    if (!port) {
      const names = ports.map((each) => `'${each.name}'`).join(', ');
      throw new Error(`there is no port${name === undefined ? '' : ` '${name}'`}; ${
        names === '' ? 'nobody can call it, so leave allowIngressFrom out' : `write one of ${names}`}`);
    }
    this.peers.push({ peer, port });
  }
}
