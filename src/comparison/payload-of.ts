import type { Member } from '../forest/member.ts'
import { textField } from '../history/event-fields.ts'

/** What an execution was given, as JSON; undefined where nothing tells. */
export function inputOf(member: Member): string | undefined {
  return toldBy(member, member.tree?.root.startEventId, 'input') ?? member.summary?.input
}

/** What came out of it; undefined where nothing tells. */
export function outputOf(member: Member): string | undefined {
  return toldBy(member, member.tree?.root.endEventId, 'output') ?? member.summary?.output
}

/** A history that was read without payloads tells none; DescribeExecution does. */
function toldBy({ tree }: Member, event: number | null | undefined, field: 'input' | 'output'): string | undefined {
  const found = tree?.event(event ?? 0)
  return found && textField(found, field)
}
