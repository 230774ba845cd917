import { safeFileName } from '../../export/export-history.ts'
import type { Packed } from '../../export/share/pack.ts'
import { SHARE_FORMATS } from '../../export/share/share-format.ts'
import { sharePage } from '../../export/share/share-page.ts'
import { saveBlob } from '../../kit/save-blob.ts'
import { turnOfTheLoop } from '../../kit/turn-of-the-loop.ts'
import { maskOf, SECRET_KINDS, withoutSecrets } from '../../redaction/secret-patterns.ts'
import { viewerFile } from '../../state/viewer-file.ts'
import type { ShareChoices } from './share-choices.ts'

/**
 * Hands the file to the person.
 * @throws SourceError where the viewer that goes into it is not there; the signal's reason.
 */
export async function saveShare(
  packed: Packed,
  choices: ShareChoices,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const { suffix, type } = SHARE_FORMATS[choices.withViewer ? 'share-html' : 'share']
  const fileName = `${fileNameOf(name, choices)}${suffix}`
  if (!choices.withViewer) return saveBlob(fileName, new Blob([packed.gzip], { type }))
  const parts: string[] = []
  for (const piece of sharePage(await viewerFile(signal), packed.gzip)) {
    parts.push(piece)
    await turnOfTheLoop()
    signal.throwIfAborted()
  }
  saveBlob(fileName, new Blob(parts, { type }))
}

/** A name that may not be in the file is not its name either. */
function fileNameOf(name: string, { pseudonyms }: ShareChoices): string {
  const holdsSecret = withoutSecrets(name, new Set(SECRET_KINDS), maskOf) !== name
  return holdsSecret || pseudonyms.includes('names') ? 'shared-execution' : safeFileName(name)
}
