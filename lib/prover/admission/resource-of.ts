/** As the API server spells its own kinds: `networkpolicies`, `ingresses`, `services`. */
export function resourceOf(kind: string): string {
  const name = kind.toLowerCase();
  return /(s|x|ch|sh)$/.test(name) && name !== 'endpoints'
    ? `${name}es`
    : /[^aeiou]y$/.test(name)
      ? `${name.slice(0, -1)}ies`
      : name.replace(/s?$/, 's');
}
