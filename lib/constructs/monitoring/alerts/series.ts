/** A series of the namespace of an app with further matchers, such as `kube_pod_created{namespace="a", pod=~"b-.*"}`. */
export function series(metric: string, matchers: { readonly [label: string]: string }): string {
  const conditions = Object.entries(matchers).map(([label, value]) => {
    const [, operator, text] = /^(=~|!~|!=)?([^]*)$/.exec(value)!;
    return `${label}${operator ?? '='}"${text}"`;
  });
  return `${metric}{${conditions.join(', ')}}`;
}

/** Seconds in words, up to minutes: `90 s`, `31 min`, `2 h`. */
export function inWords(seconds: number): string {
  if (seconds < 120) {
    return `${seconds} s`;
  }
  return seconds % 3600 === 0 ? `${seconds / 3600} h` : `${Math.ceil(seconds / 60)} min`;
}
