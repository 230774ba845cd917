import { type FilePiece, historyJson, historySizeChars, inPieces, safeFileName } from '../../export/export-history.ts'
import { forestJson } from '../../export/forest-json.ts'
import { FORMATS, type FormatName } from '../../export/formats/format-table.ts'
import { formatTexts } from '../../export/formats/format-texts.ts'
import { outlineText } from '../../export/outline-text.ts'
import type { ReportOptions } from '../../export/report.ts'
import type { Forest } from '../../forest/forest.ts'
import { forestWith } from '../../forest/grow.ts'
import type { ExecutionRef } from '../../forest/member.ts'
import { FileTooLarge, saveFile } from '../../kit/save-file.ts'
import { writeToClipboard } from '../../kit/write-to-clipboard.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { addressOf } from '../../state/url.ts'
import { encodeLink } from '../../state/view-link-codec.ts'
import { within } from '../../waits/within.ts'

/** `history`: as the AWS CLI writes it; `forest`: with all below that is read; `outline`: as text; else for another tool. */
export type ExportForm = 'history' | 'forest' | 'outline' | FormatName

export interface Exported {
  readonly tree: ExecutionTree
  readonly forest: Forest | undefined
  readonly name: string
  readonly execution: ExecutionRef
  /** What is not in it, in words. */
  readonly lacking: string | undefined
}

interface ExportWay {
  readonly signal: AbortSignal
  /** Told how much of it is written, 0..1. */
  readonly onShare: (share: number) => void
}

/** Saves what is loaded as a file; resolves with what went wrong, in words. Where the person gave it up, nothing did. */
export async function exportAs(form: ExportForm, of: Exported, way: ExportWay): Promise<string | undefined> {
  try {
    await saveFile({ ...(await fileOf(form, of)), ...way })
    return undefined
  } catch (error) {
    return way.signal.aborted ? undefined : problemWords(error)
  }
}

/** More of a text than a person would paste into a ticket, and than many a chat takes. */
const MOST_COPIED_CHARS = 1_000_000

/** Copies what is loaded as text; resolves with what went wrong, in words. */
export async function copyAs(form: ExportForm, of: Exported): Promise<string | undefined> {
  const { pieces, sizeChars } = await fileOf(form, of)
  // What nobody will copy is not written first: a history of 25,000 events takes seconds.
  const chars = sizeChars > 4 * MOST_COPIED_CHARS ? [] : [...pieces].map(({ text }) => text)
  const text = chars.join('')
  if (text === '' || text.length > MOST_COPIED_CHARS) return 'Too long for the clipboard: export it as a file instead.'
  try {
    await within({ ms: CLIPBOARD_MS, tooLate: () => new Error('no answer') }, () => writeToClipboard(text))
    return undefined
  } catch {
    return 'The browser refused access to the clipboard: export it as a file instead.'
  }
}

/** A browser may ask the person first. */
const CLIPBOARD_MS = 60_000

interface ExportFile {
  readonly name: string
  readonly type: string
  readonly pieces: Iterable<FilePiece>
  readonly sizeChars: number
}

async function fileOf(form: ExportForm, of: Exported): Promise<ExportFile> {
  const { tree, forest, lacking } = of
  const base = safeFileName(of.name)
  const partly = `${base}${lacking === undefined ? '' : '-partial'}`
  const type = 'application/json'
  if (form === 'history') {
    return { name: `${partly}.json`, type, pieces: historyJson(tree, lacking), sizeChars: historySizeChars(tree) }
  }
  if (form === 'outline') {
    const text = outlineText(tree)
    return { name: `${base}.txt`, type: 'text/plain', pieces: [{ text, share: 1 }], sizeChars: text.length }
  }
  const all = forest ?? forestWith({ ref: of.execution, tree })
  const known = all.knownMembers()
  if (form === 'forest') {
    const sizeChars = known.reduce((sum, { tree: its }) => sum + (its ? historySizeChars(its) : 0), 0)
    return { name: `${base}-forest.json`, type, pieces: inPieces(forestJson(all, { lacking }), sizeChars), sizeChars }
  }
  const events = known.reduce((sum, { tree: its }) => sum + (its?.eventCount ?? 0), 0)
  const sizeChars = Math.max(1, events * FORMATS[form].charsAnEvent)
  const pieces = inPieces(await formatTexts(form, all, reportOptions(of.execution)), sizeChars)
  return { name: `${partly}${FORMATS[form].suffix}`, type: FORMATS[form].type, pieces, sizeChars }
}

/** Where the links in a report lead: to this page's gateway. What is in a file or a sample is nowhere else. */
export function reportOptions(execution: ExecutionRef): ReportOptions {
  const isAws = execution.kind === 'aws'
  return {
    requests: 0,
    link: isAws ? addressOf(encodeLink({ ref: execution })) : undefined,
    linkTo: (arn, event) => (isAws ? addressOf(encodeLink({ ref: { kind: 'aws', arn }, event })) : undefined),
  }
}

function problemWords(error: unknown): string {
  if (error instanceof FileTooLarge) {
    return 'Over 1 GB: this browser holds files whole. Chrome and Edge write them as they come; so does `aws stepfunctions get-execution-history`.'
  }
  const why = error instanceof Error ? error.message : String(error)
  return `Nothing was exported: ${why} Is there room on the disk?`
}
