import { readMembersOf } from '../analysis/wants.ts'
import { outlineOf } from '../export/outline.ts'
import { outlineText } from '../export/outline-text.ts'
import { arnOf, type Member } from '../forest/member.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import { jsonOnOneLine, onOneLine } from '../words/on-one-line.ts'
import type { OutlineCommand } from './command-line.ts'
import type { CommandOutput } from './command-output.ts'
import { readStory } from './explain-reading.ts'
import type { ExplainTarget } from './explain-target.ts'
import { openStory, shortcomings, whyNot } from './story-fleet.ts'

/** Children read of each Map Run that did not end well. */
const CHILDREN = 25

/**
 * Prints the spans of an execution in AWS and, where that is wanted, of the executions it started that tell what went wrong: the same
 * ones that `explain` reads. Each has its ARN.
 * @returns the exit status: 1 if the execution could not be read.
 */
export async function outlineForest(
  target: ExplainTarget,
  command: OutlineCommand & { readonly given: string },
  output: CommandOutput,
  surroundings = realSurroundings,
): Promise<number> {
  const { requests, profile } = command
  const story = await openStory(target, { requests, profile, surroundings })
  const { fleet, notes } = story
  try {
    await readStory(story, command.children ? { children: CHILDREN, all: false } : 'alone')
    const { forest } = fleet.view
    const asked = forest.member(0)
    if (asked?.tree === undefined) {
      output.complain(onOneLine(`sfn-timeline: ${whyNot(asked)}`))
      return 1
    }
    for (const note of [...notes, ...shortcomings(fleet)]) output.complain(onOneLine(`sfn-timeline: ${note}`))
    const members = [asked, ...readMembersOf(forest).filter(({ id }) => id !== 0)]
    const isForest = members.length > 1
    for (const [at, member] of members.entries()) {
      const name = command.files.length > 1 ? { file: command.given } : {}
      await output.write(
        command.json
          ? lineOf(member, { ...name, ...(isForest && { executionArn: arnOf(member) ?? null }) })
          : textOf(member, command, { isForest, isFirst: at === 0 }),
      )
    }
    return 0
  } finally {
    fleet.dispose()
  }
}

/** One execution alone has the exact form of a file's; several have a line each that says which it is. */
function lineOf(member: Member, which: object): string {
  return member.tree === undefined ? '' : `${jsonOnOneLine({ ...which, ...outlineOf(member.tree) })}\n`
}

function textOf(
  member: Member,
  { failed, depth }: OutlineCommand,
  { isForest, isFirst }: { readonly isForest: boolean; readonly isFirst: boolean },
): string {
  if (member.tree === undefined) return ''
  const options = { failed, ...(depth === undefined ? {} : { depth }) }
  const title = isForest ? `${isFirst ? '' : '\n'}${onOneLine(arnOf(member) ?? 'the execution asked for')}\n` : ''
  return `${title}${outlineText(member.tree, options)}\n`
}
