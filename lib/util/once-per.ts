/**
 * `make`, asked once for each object: what it made is given again, and forgotten with the object. It may hang on
 * nothing else that changes; for two objects, write one inside the other.
 */
export function oncePer<Key extends object, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const made = new WeakMap<Key, Made>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined || made.has(key)) {
      return known as Made;
    }
    const found = make(key);
    made.set(key, found);
    return found;
  };
}
