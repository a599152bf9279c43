/** Whether a pod of this phase runs no more and takes no room (kubernetes pkg/api/v1/pod/util.go `IsPodTerminal`). */
export function isFinished(phase: unknown): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}
