import { explanationOf } from '../export/explanation.ts'
import { redacted } from '../export/explanation-redacted.ts'
import { explanationText } from '../export/explanation-text.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import { SourceError } from '../source/source.ts'
import { jsonOnOneLine, onOneLine } from '../words/on-one-line.ts'
import type { ExplainCommand } from './command-line.ts'
import type { CommandOutput } from './command-output.ts'
import { readStory } from './explain-reading.ts'
import { explainTargetOf } from './explain-target.ts'
import { linkToEvent } from './page-links.ts'
import { openStory, shortcomings, whyNot, wordsOf } from './story-fleet.ts'

/**
 * Tells what an execution came to, across all that it started.
 * @returns the exit status: 0 where there is an answer, whatever it is; 1 where the execution cannot be read.
 */
export async function runExplain(
  command: ExplainCommand,
  output: CommandOutput,
  surroundings = realSurroundings,
): Promise<number> {
  const { requests, profile, redact } = command
  const complain = (text: string) =>
    output.complain(onOneLine(`sfn-timeline: ${redact ? withoutAccounts(text) : text}`))
  const story = await openStory(await explainTargetOf(command.targets), { requests, profile, surroundings }).catch(told)
  if (story instanceof SourceError) {
    complain(wordsOf(story))
    return 1
  }
  const { fleet, sent, notes } = story
  try {
    const rules = { children: command.children, all: command.allChildren }
    await readStory(story, command.noChildren ? 'alone' : rules)
    const asked = fleet.view.forest.member(0)
    if (asked?.tree === undefined) {
      complain(whyNot(asked))
      return 1
    }
    for (const note of [...notes, ...shortcomings(fleet)]) complain(note)
    const whole = explanationOf(fleet.view.forest, { requests: sent(), linkTo: linkToEvent })
    const explanation = redact ? redacted(whole) : whole
    await output.write(`${command.json ? jsonOnOneLine(explanation) : explanationText(explanation)}\n`)
    return 0
  } finally {
    fleet.dispose()
  }
}

/** What has words for a person; anything else is a fault of ours. */
function told(error: unknown): SourceError {
  if (error instanceof SourceError) return error
  throw error
}

function withoutAccounts(text: string): string {
  return text.replaceAll(/(?<!\d)\d{12}(?!\d)/g, '000000000000')
}
