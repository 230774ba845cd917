import { lazy, type RefObject, Suspense, useEffect, useState } from 'react'
import type { TimelineHandle } from '../../chart/timeline-props.ts'
import { FORMAT_NAMES, FORMATS } from '../../export/formats/format-table.ts'
import type { Forest } from '../../forest/forest.ts'
import { forestWith } from '../../forest/grow.ts'
import type { GlobalKey } from '../../forest/keys.ts'
import type { ExecutionRef } from '../../forest/member.ts'
import { isMoreThanOne } from '../../forest/more-than-one.ts'
import { Icon } from '../../kit/icons.tsx'
import { lateCode } from '../../kit/late-code.ts'
import { MenuButton } from '../../kit/menu-button.tsx'
import type { ExecutionView, LoadProgress } from '../../loading/execution-view.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { within } from '../../waits/within.ts'
import { formatCount } from '../../words/format-count.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import type { Exported, ExportForm } from './export-as.ts'
import { usePrinting } from './use-printing.ts'

const ShareDialog = lazy(lateCode(() => import('../share/share-dialog.tsx')))
const PictureDialog = lazy(lateCode(() => import('./picture-dialog.tsx')))
const PrintReport = lazy(lateCode(() => import('./print-report.tsx')))

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

/** For the code that writes files: it comes from where the page did. */
const CODE_MS = 30_000
const codeTooLate = () => new Error('Nothing was exported: the code for it did not come. Is the gateway still running?')

interface ExportMenuProps {
  readonly view: ExecutionView
  /** Undefined where nothing below it can be had. */
  readonly forest: Forest | undefined
  readonly name: string
  readonly execution: ExecutionRef
  readonly timeMode: TimeMode
  readonly chart: RefObject<TimelineHandle | null>
  readonly link: ViewLink
  readonly selectedKey: GlobalKey | undefined
}

/** What is loaded, as files, as a picture and in the clipboard. */
export function ExportMenu(props: ExportMenuProps) {
  const { view, forest, name, execution } = props
  const { tree, progress } = view
  const saving = useSaving()
  const [isPicture, setPicture] = useState(false)
  const [isShare, setShare] = useState(false)
  const printing = usePrinting()
  const lacking = lackingWords(progress)
  if (saving.underWay !== undefined) return <Saving {...saving.underWay} />
  const disabled = tree === undefined
  const of = tree && { tree, forest, name, execution, lacking }
  const save = (form: ExportForm) => of && void saving.save(form, of)
  const copy = (form: ExportForm) => of && void saving.copy(form, of)
  return (
    <>
      {saving.told !== undefined && (
        <span
          role={saving.told === COPIED ? 'status' : 'alert'}
          className={saving.told === COPIED ? 'sfn-muted' : 'sfn-export-problem'}
        >
          {saving.told}
        </span>
      )}
      <MenuButton
        label="Export"
        icon="download"
        items={[
          {
            text: `History (JSON, ${lacking === undefined ? 'as the AWS CLI writes it' : `partial: ${lacking}`})`,
            disabled,
            onSelect: () => save('history'),
          },
          ...(forest !== undefined && isMoreThanOne(forest)
            ? [{ text: 'With all below that is read (JSON, opens here again)', onSelect: () => save('forest') }]
            : []),
          { text: 'File to share…', disabled, onSelect: () => setShare(true) },
          { text: 'Outline (text)', disabled, onSelect: () => save('outline') },
          ...FORMAT_NAMES.filter(format => format !== 'svg').map(format => ({
            text:
              format === 'events-csv' && lacking !== undefined
                ? `Events (CSV, partial: ${lacking})`
                : FORMATS[format].words,
            disabled,
            onSelect: () => save(format),
          })),
          { text: 'Picture of the chart (SVG, PNG)…', disabled, onSelect: () => setPicture(true) },
          { text: 'Print the report…', disabled, onSelect: printing.ask },
          { text: 'Copy report (Markdown)', disabled, onSelect: () => copy('report') },
          { text: 'Copy outline (text)', disabled, onSelect: () => copy('outline') },
          { text: 'Copy history (JSON)', disabled, onSelect: () => copy('history') },
        ]}
      />
      {isShare && tree !== undefined && (
        <Suspense>
          <ShareDialog
            {...props}
            forest={forest ?? forestWith({ ref: execution, tree })}
            lacking={lacking}
            onClose={() => setShare(false)}
          />
        </Suspense>
      )}
      {printing.way !== undefined && tree !== undefined && (
        <Suspense>
          <PrintReport {...props} tree={tree} asks={printing.way === 'asks'} />
        </Suspense>
      )}
      {isPicture && tree !== undefined && (
        <Suspense>
          <PictureDialog {...props} tree={tree} onClose={() => setPicture(false)} />
        </Suspense>
      )}
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

const COPIED = 'Copied'
/** Long enough to be read. */
const COPIED_MS = 4000

function useSaving() {
  const [underWay, setUnderWay] = useState<UnderWay>()
  const [told, setTold] = useState<string>()
  useEffect(() => {
    if (told !== COPIED) return
    const timer = setTimeout(() => setTold(undefined), COPIED_MS)
    return () => clearTimeout(timer)
  }, [told])

  async function save(form: ExportForm, of: Exported): Promise<void> {
    const control = new AbortController()
    const { signal } = control
    const cancel = () => control.abort(new DOMException('Cancelled', 'AbortError'))
    setTold(undefined)
    setUnderWay({ share: 0, cancel })
    try {
      const { exportAs } = await loadExportAs(signal)
      setTold(await exportAs(form, of, { signal, onShare: share => setUnderWay({ share, cancel }) }))
    } catch {
      if (!signal.aborted) setTold(codeTooLate().message)
    }
    setUnderWay(undefined)
  }

  async function copy(form: ExportForm, of: Exported): Promise<void> {
    setTold(undefined)
    try {
      const { copyAs } = await loadExportAs()
      setTold((await copyAs(form, of)) ?? COPIED)
    } catch {
      setTold(codeTooLate().message)
    }
  }

  return { underWay, told, save, copy }
}

function loadExportAs(signal?: AbortSignal) {
  return within({ ms: CODE_MS, ...(signal && { signal }), tooLate: codeTooLate }, () => import('./export-as.ts'))
}
