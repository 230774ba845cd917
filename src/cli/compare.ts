import { compareRuns } from '../comparison/compare-runs.ts'
import { comparisonJson, comparisonText } from '../export/comparison.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import { SourceError } from '../source/source.ts'
import { jsonOnOneLine, onOneLine } from '../words/on-one-line.ts'
import type { CompareCommand } from './command-line.ts'
import type { CommandOutput } from './command-output.ts'
import { explainTargetOf } from './explain-target.ts'
import { openStory, type StoryFleet, shortcomings, whyNot, wordsOf } from './story-fleet.ts'

/**
 * Tells how the second execution differs from the first.
 * @returns the exit status: 0 where both could be read, whatever differs; else 1.
 */
export async function runCompare(
  command: CompareCommand,
  output: CommandOutput,
  surroundings = realSurroundings,
): Promise<number> {
  const { requests, profile } = command
  const complain = (text: string) => output.complain(onOneLine(`sfn-timeline: ${text}`))
  const opened: StoryFleet[] = []
  try {
    for (const target of [command.before, command.after]) {
      const sent = opened.reduce((sum, one) => sum + one.sent(), 0)
      const options = { requests: Math.max(0, requests - sent), profile, surroundings }
      const story = await openStory(await explainTargetOf([target]), options)
      opened.push(story)
      await story.fleet.open(0)
      story.fleet.close(0)
      await story.fleet.define(0)
      const member = story.fleet.view.forest.member(0)
      if (member?.tree === undefined) {
        complain(whyNot(member))
        return 1
      }
      for (const note of [...story.notes, ...shortcomings(story.fleet)]) complain(note)
    }
    const [a, b] = opened.map(({ fleet }) => ({ forest: fleet.view.forest, member: 0 }))
    if (a === undefined || b === undefined) return 1
    const comparison = compareRuns(a, b)
    await output.write(`${command.json ? jsonOnOneLine(comparisonJson(comparison)) : comparisonText(comparison)}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    complain(wordsOf(error))
    return 1
  } finally {
    for (const { fleet } of opened) fleet.dispose()
  }
}
