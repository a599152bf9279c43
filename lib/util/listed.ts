/** Names that are enough of a list of which nobody needs all. */
const ENOUGH = 4;

/** `a, b and 3 more`: no more names than that, and how many there are besides. */
export function listed(names: readonly string[], most = ENOUGH): string {
  const more = names.length > most ? ` and ${names.length - most} more` : '';
  return `${names.slice(0, most).join(', ')}${more}`;
}
