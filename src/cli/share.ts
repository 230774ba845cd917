import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packShare } from '../export/share/pack.ts'
import type { ShareFormat } from '../export/share/share-format.ts'
import { sharePage } from '../export/share/share-page.ts'
import { takenWords } from '../export/share/share-words.ts'
import type { Forest } from '../forest/forest.ts'
import type { RedactionRules } from '../redaction/rules.ts'
import { SourceError } from '../source/source.ts'
import { within } from '../waits/within.ts'
import { diskLimit } from './history-bytes.ts'

/** The viewer that the build makes, in the folder of the page. */
const VIEWER = 'share/viewer.txt'

/** A forest as a file to share, with what was taken out of it in words. @throws SourceError where the viewer is not there. */
export async function sharedFile(forest: Forest, format: ShareFormat, { rules, pageDir }: ShareWay) {
  const order = { forest, rules, part: undefined, lacking: undefined, view: undefined, now: Date.now() }
  const atOnce = { sliceMs: Number.POSITIVE_INFINITY, now: () => 0, pause: async () => undefined, isStale: () => false }
  const packed = await packShare(order, atOnce)
  if (packed === undefined) throw new Error('It was given up, and nobody did.')
  const taken = takenWords(packed.told, undefined)
  if (format === 'share') return { pieces: [packed.gzip], taken }
  const file = join(pageDir, VIEWER)
  const viewer = await within(diskLimit(file), () => readFile(file, 'utf8').catch(missing))
  return { pieces: sharePage(viewer, packed.gzip), taken }
}

interface ShareWay {
  readonly rules: RedactionRules
  /** Where the built page lies. */
  readonly pageDir: string
}

function missing(): never {
  throw new SourceError('ViewerMissing', 'The viewer that goes into the file is not there.', {
    whatToDo: 'Build it (npm run build), or install sfn-timeline again. --format share needs none.',
  })
}
