import { forestJson } from '../export/forest-json.ts'
import { formatTexts } from '../export/formats/format-texts.ts'
import { isShareFormat } from '../export/share/share-format.ts'
import { arnOf } from '../forest/member.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import { SourceError } from '../source/source.ts'
import { onItsLines, onOneLine } from '../words/on-one-line.ts'
import type { ExportCommand } from './command-line.ts'
import type { CommandOutput } from './command-output.ts'
import { readStory } from './explain-reading.ts'
import { explainTargetOf } from './explain-target.ts'
import { linkToEvent, linkToExecution } from './page-links.ts'
import { sharedFile } from './share.ts'
import { openStory, shortcomings, whyNot, wordsOf } from './story-fleet.ts'

const CHUNK_LENGTH = 64 * 1024

interface ExportWay {
  readonly surroundings?: typeof realSurroundings
  /** Where the built page lies, with the viewer of a file to share. */
  readonly pageDir: string
}

/**
 * Writes an execution and what was read of those it started as one file: one that opens again as the same forest, or in a form for
 * another tool.
 * @returns the exit status: 1 where the execution cannot be read.
 */
export async function runExport(
  command: ExportCommand,
  output: CommandOutput,
  { surroundings = realSurroundings, pageDir }: ExportWay,
): Promise<number> {
  const { requests, profile } = command
  const complain = (text: string) => output.complain(onOneLine(`sfn-timeline: ${text}`))
  try {
    const target = await explainTargetOf(command.targets)
    const story = await openStory(target, { requests, profile, surroundings })
    const { fleet, notes } = story
    try {
      const rules = { children: command.children, all: command.allChildren }
      await readStory(story, command.noChildren ? 'alone' : rules)
      const { forest } = fleet.view
      const asked = forest.member(0)
      if (asked?.tree === undefined) {
        complain(whyNot(asked))
        return 1
      }
      for (const note of [...notes, ...shortcomings(fleet)]) complain(note)
      const { format, picture } = command
      if (format !== undefined && isShareFormat(format)) {
        const { pieces, taken } = await sharedFile(forest, format, { rules: command.rules, pageDir })
        for (const piece of pieces) await output.write(piece)
        complain(taken.length === 0 ? 'nothing was taken out of it' : `in the file: ${taken.join('; ')}`)
        return 0
      }
      let chunk = ''
      const arn = arnOf(asked)
      const link = arn === undefined ? undefined : linkToExecution(arn)
      const pieces =
        format === undefined
          ? forestJson(forest)
          : await formatTexts(format, forest, { requests: story.sent(), linkTo: linkToEvent, link, picture })
      for (const piece of pieces) {
        // Foreign text goes to a terminal where nobody sent it elsewhere.
        chunk += onItsLines(piece)
        if (chunk.length < CHUNK_LENGTH) continue
        await output.write(chunk)
        chunk = ''
      }
      await output.write(chunk)
      return 0
    } finally {
      fleet.dispose()
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    complain(wordsOf(error))
    return 1
  }
}
