import { useState } from 'react'
import { historyJson, historySizeChars, inPieces, safeFileName } from '../../export/export-history.ts'
import { forestJson, isMoreThanOne } from '../../export/forest-json.ts'
import { FORMAT_NAMES, FORMATS, type FormatName } from '../../export/formats/format-table.ts'
import type { ReportOptions } from '../../export/formats/markdown-report.ts'
import { outlineText } from '../../export/outline-text.ts'
import type { Forest } from '../../forest/forest.ts'
import { forestWith } from '../../forest/grow.ts'
import type { ExecutionRef } from '../../forest/member.ts'
import { Icon } from '../../kit/icons.tsx'
import { MenuButton } from '../../kit/menu-button.tsx'
import { FileTooLarge, type FileToSave, saveFile } from '../../kit/save-file.ts'
import type { ExecutionView, LoadProgress } from '../../loading/execution-view.ts'
import { addressOf } from '../../state/url.ts'
import { encodeLink } from '../../state/view-link-codec.ts'
import { within } from '../../waits/within.ts'
import { formatCount } from '../../words/format-count.ts'

/** What an export of what is here would lack; undefined where it is whole. */
function lackingWords({ phase, loadedEvents, totalEvents, payloadShare }: LoadProgress): string | undefined {
  if (phase !== 'complete' && phase !== 'following') {
    return `${formatCount(loadedEvents)} of ${totalEvents === undefined ? 'all' : formatCount(totalEvents)} events are loaded`
  }
  const absent = Math.round((1 - payloadShare) * loadedEvents)
  return absent === 0
    ? undefined
    : `payloads of ${formatCount(absent)} of ${formatCount(loadedEvents)} events are not loaded`
}

/** For the code of the forms: it comes from where the page did. */
const CODE_MS = 30_000

function loadFormats() {
  const tooLate = () => new Error('The code for it did not come. Is the gateway still running?')
  return within({ ms: CODE_MS, tooLate }, () => import('../../export/formats/format-texts.ts'))
}

/** Where the links in a report lead: to this page's gateway. What is in a file or a sample is nowhere else. */
function reportOptions(execution: ExecutionRef): ReportOptions {
  const isAws = execution.kind === 'aws'
  return {
    requests: 0,
    link: isAws ? addressOf(encodeLink({ ref: execution })) : undefined,
    linkTo: (arn, event) => (isAws ? addressOf(encodeLink({ ref: { kind: 'aws', arn }, event })) : undefined),
  }
}

interface ExportMenuProps {
  readonly view: ExecutionView
  /** Undefined where nothing below it can be had. */
  readonly forest: Forest | undefined
  readonly name: string
  readonly execution: ExecutionRef
}

/** What is loaded, as files. */
export function ExportMenu({ view, forest, name, execution }: ExportMenuProps) {
  const { tree, progress } = view
  const saving = useSaving()
  const lacking = lackingWords(progress)
  const base = safeFileName(name)
  if (saving.underWay !== undefined) return <Saving {...saving.underWay} />
  const history = () =>
    tree !== undefined &&
    saving.start({
      name: `${base}${lacking === undefined ? '' : '-partial'}.json`,
      type: 'application/json',
      pieces: historyJson(tree, lacking),
      sizeChars: historySizeChars(tree),
    })
  const below = (all: Forest) => {
    const sizeChars = all.knownMembers().reduce((sum, { tree: its }) => sum + (its ? historySizeChars(its) : 0), 0)
    const pieces = inPieces(forestJson(all, lacking), sizeChars)
    saving.start({ name: `${base}-forest.json`, type: 'application/json', pieces, sizeChars })
  }
  const outline = () => {
    if (tree === undefined) return
    const text = outlineText(tree)
    saving.start({ name: `${base}.txt`, type: 'text/plain', pieces: [{ text, share: 1 }], sizeChars: text.length })
  }
  const other = async (format: FormatName) => {
    if (tree === undefined) return
    const { suffix, type, charsAnEvent } = FORMATS[format]
    const all = forest ?? forestWith({ ref: execution, tree })
    const events = all.knownMembers().reduce((sum, member) => sum + (member.tree?.eventCount ?? 0), 0)
    const sizeChars = Math.max(1, events * charsAnEvent)
    const { formatTexts } = await loadFormats()
    const pieces = inPieces(await formatTexts(format, all, reportOptions(execution)), sizeChars)
    await saving.save({ name: `${base}${lacking === undefined ? '' : '-partial'}${suffix}`, type, pieces, sizeChars })
  }
  return (
    <>
      {saving.problem !== undefined && (
        <span role="alert" className="sfn-export-problem">
          {saving.problem}
        </span>
      )}
      <MenuButton
        label="Export"
        icon="download"
        items={[
          {
            text: `History (JSON, ${lacking === undefined ? 'as the AWS CLI writes it' : `partial: ${lacking}`})`,
            disabled: tree === undefined,
            onSelect: history,
          },
          ...(forest !== undefined && isMoreThanOne(forest)
            ? [{ text: 'With all below that is read (JSON, opens here again)', onSelect: () => below(forest) }]
            : []),
          { text: 'Outline (text)', disabled: tree === undefined, onSelect: outline },
          ...FORMAT_NAMES.map(format => ({
            text: FORMATS[format].words,
            disabled: tree === undefined,
            onSelect: () => void other(format).catch(saving.fail),
          })),
        ]}
      />
    </>
  )
}

interface UnderWay {
  readonly share: number
  readonly cancel: () => void
}

function Saving({ share, cancel }: UnderWay) {
  const percent = Math.floor(share * 100)
  return (
    <span className="sfn-export">
      <progress aria-label="Exported" max={100} value={percent} />
      {percent} %
      <button type="button" className="sfn-action" onClick={cancel}>
        <Icon name="cross" size={14} /> Cancel export
      </button>
    </span>
  )
}

function useSaving() {
  const [underWay, setUnderWay] = useState<UnderWay>()
  const [problem, setProblem] = useState<string>()

  async function save(file: Omit<FileToSave, 'signal' | 'onShare'>): Promise<void> {
    const control = new AbortController()
    const cancel = () => control.abort(new DOMException('Cancelled', 'AbortError'))
    setProblem(undefined)
    setUnderWay({ share: 0, cancel })
    try {
      await saveFile({ ...file, signal: control.signal, onShare: share => setUnderWay({ share, cancel }) })
    } catch (error) {
      if (!control.signal.aborted) setProblem(problemWords(error))
    }
    setUnderWay(undefined)
  }

  return {
    underWay,
    problem,
    save,
    start: (file: Omit<FileToSave, 'signal' | 'onShare'>) => void save(file),
    fail: (error: unknown) => setProblem(problemWords(error)),
  }
}

function problemWords(error: unknown): string {
  if (error instanceof FileTooLarge) {
    return 'Over 1 GB: this browser holds files whole. Chrome and Edge write them as they come; so does `aws stepfunctions get-execution-history`.'
  }
  const why = error instanceof Error ? error.message : String(error)
  return `Nothing was exported: ${why} Is there room on the disk?`
}
