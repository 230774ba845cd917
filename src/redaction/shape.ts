import { type Deep, withoutStack } from '../history/deep.ts'
import { ExactNumber, isContainer, membersOf } from '../history/exact-json.ts'
import { setMember } from '../history/json-value.ts'

/** Objects with more members than this are lists by name: the names are data, then. */
const MOST_MEMBERS = 60
const MOST_FORMS = 3
const MOST_ITEMS = 50

/** What a value is made of, as JSON: names, types and sizes. What stands in place of a secret stays. */
export function shapeOf(value: unknown): unknown {
  return withoutStack(shape(value, true))
}

/** `sized`: with the lengths of texts; items of a list have their form in common, not their length. */
function* shape(value: unknown, sized: boolean): Deep<unknown> {
  if (typeof value === 'string') return shapeOfText(value, sized)
  if (typeof value === 'number' || value instanceof ExactNumber) return 'number'
  if (typeof value === 'boolean') return 'true or false'
  if (!isContainer(value)) return null
  if (Array.isArray(value)) return yield listShape(value)
  const members = membersOf(value)
  if (members.length > MOST_MEMBERS) {
    const [first] = members
    return { [`${members.length} members`]: yield shape(first?.[1], false) }
  }
  const shaped: Record<string, unknown> = {}
  for (const [name, member] of members) setMember(shaped, name, yield shape(member, sized))
  return shaped
}

function* listShape(items: readonly unknown[]): Deep<unknown> {
  if (items.length === 0) return []
  const forms = new Map<string, unknown>()
  for (const item of items.slice(0, MOST_ITEMS)) {
    const form = yield shape(item, false)
    if (forms.size < MOST_FORMS) forms.set(keyOf(form), form)
  }
  return [items.length === 1 ? '1 item' : `${items.length} items`, ...forms.values()]
}

function keyOf(form: unknown): string {
  try {
    return JSON.stringify(form)
  } catch {
    // Deeper than the engine writes.
    return 'deep'
  }
}

/** What a text tells of itself: how long it is. */
export function shapeOfText(text: string, sized = true): string {
  if (/^\[(?:masked|left out)[^\]]{0,60}\]$/.test(text)) return text
  return sized ? `text, ${text.length}` : 'text'
}
