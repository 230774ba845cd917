const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
/** Of an Express execution the id stands behind the name. */
const RANDOM = new RegExp(`^${UUID}(?::${UUID})?$`, 'i')

/** Whether a name was drawn at random, as AWS does for children of a Map Run and for its label: in another run it is another one. */
export function isRandomName(name: string): boolean {
  return RANDOM.test(name)
}
