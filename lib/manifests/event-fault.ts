/** What keeps a text from being read, and where. */
export class EventFault extends Error {
  /** Without a reason the text is no YAML. */
  constructor(public readonly offset: number, public readonly reason?: string) {
    super(reason ?? 'not YAML');
  }
}
