/** An expensive answer that several may wait for: each gets one that was asked for after it asked itself. */
export class Shared<T> {
  private running: Promise<unknown> = Promise.resolve();
  private next?: Promise<T>;

  constructor(private readonly ask: () => Promise<T>) {}

  public fetch(): Promise<T> {
    this.next ??= this.running.then(() => {
      this.next = undefined;
      const answer = this.ask();
      this.running = answer.catch(() => undefined);
      return answer;
    });
    return this.next;
  }
}
