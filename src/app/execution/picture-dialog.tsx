import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { safeFileName } from '../../export/export-history.ts'
import { MOST_SVG_ROWS_PX } from '../../export/picture/forest-svg.ts'
import { useAnnounce } from '../../kit/announcer.tsx'
import { Segments } from '../../kit/controls.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Icon } from '../../kit/icons.tsx'
import { saveBlob } from '../../kit/save-blob.ts'
import { pictureSvg } from '../../paint/picture-svg.ts'
import { DARK, LIGHT } from '../../paint/theme.ts'
import { within } from '../../waits/within.ts'
import { paintPicture, untimedPng } from './paint-picture.ts'
import { type PictureSource, pictureSeen } from './picture-seen.ts'
import './picture-dialog.css'

interface PictureDialogProps extends PictureSource {
  readonly name: string
  readonly onClose: () => void
}

const LEAST_WIDTH_PX = 320
const MOST_WIDTH_PX = 4000
/** Browsers draw on no canvas of any height. */
const MOST_PNG_ROWS_PX = 6000
/** A large picture is packed in seconds. */
const PACKING_MS = 60_000

/** The chart as it is seen, as a file or in the clipboard: in which colours, how wide. */
export default function PictureDialog(props: PictureDialogProps) {
  const { name, onClose } = props
  const [seen] = useState(() => pictureSeen(props))
  const [dark, setDark] = useState(() => document.documentElement.dataset['theme'] === 'dark')
  const [typed, setTyped] = useState(String(seen.widthPx))
  const canvas = useRef<HTMLCanvasElement>(null)
  const [problem, setProblem] = useState<string>()
  const [copied, setCopied] = useState(false)
  const announce = useAnnounce()
  const widthId = useId()
  const widthPx = widthOf(typed)
  const theme = dark ? DARK : LIGHT
  const look = useMemo(() => ({ widthPx, theme }), [widthPx, theme])
  useEffect(() => {
    setCopied(false)
    if (canvas.current === null || look.widthPx === undefined) return
    const { widthPx: wide, theme: colours } = look
    setProblem(tried(canvas.current, seen.of, { widthPx: wide, mostRowsPx: MOST_PNG_ROWS_PX, theme: colours }))
  }, [seen, look])
  const base = `${safeFileName(name)}-chart`
  const saveSvg = () => {
    if (widthPx === undefined) return
    const svg = pictureSvg(seen.of, { widthPx, mostRowsPx: MOST_SVG_ROWS_PX }, theme)
    saveBlob(`${base}.svg`, new Blob([svg], { type: 'image/svg+xml' }))
  }
  const savePng = () => void withPng(png => saveBlob(`${base}.png`, png), 'The picture was not saved.')
  const copyPng = () =>
    void withPng(async png => {
      await within({ ms: PACKING_MS, tooLate: () => new Error('no answer') }, () => untimedWrite(png))
      setCopied(true)
      announce('Copied')
    }, 'The browser refused access to the clipboard: save the picture instead.')
  async function withPng(give: (png: Blob) => void | Promise<void>, otherwise: string): Promise<void> {
    const drawn = canvas.current
    if (drawn === null) return
    setProblem(undefined)
    try {
      const png = await within({ ms: PACKING_MS, tooLate: () => new Error('too late') }, () => untimedPng(drawn))
      await give(png)
    } catch {
      setProblem(otherwise)
      announce(otherwise, 'assertive')
    }
  }
  const isOff = widthPx === undefined
  return (
    <Dialog title="Picture of the chart" onClose={onClose}>
      <div className="sfn-picture">
        <div className="sfn-picture-choices">
          <Segments
            label="Colours"
            options={[
              { id: 'light', text: 'Light' },
              { id: 'dark', text: 'Dark' },
            ]}
            selected={dark ? 'dark' : 'light'}
            onSelect={id => setDark(id === 'dark')}
          />
          <label htmlFor={widthId}>
            Width
            <input
              id={widthId}
              type="number"
              min={LEAST_WIDTH_PX}
              max={MOST_WIDTH_PX}
              step={20}
              value={typed}
              aria-invalid={isOff}
              onChange={event => setTyped(event.currentTarget.value)}
            />
            px
          </label>
          {isOff && <span role="alert">{`${LEAST_WIDTH_PX} to ${MOST_WIDTH_PX}`}</span>}
        </div>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must be reachable by keyboard */}
        <div className="sfn-picture-preview" role="region" aria-label="Preview" tabIndex={0}>
          <canvas ref={canvas} role="img" aria-label={`${seen.of.title.name}, ${seen.of.title.facts}`} />
        </div>
        {problem !== undefined && <p role="alert">{problem}</p>}
        <div className="sfn-picture-actions">
          <button type="button" className="sfn-action" disabled={isOff} onClick={saveSvg}>
            <Icon name="download" size={14} /> Save as SVG
          </button>
          <button type="button" className="sfn-action" disabled={isOff} onClick={savePng}>
            <Icon name="download" size={14} /> Save as PNG
          </button>
          <button type="button" className="sfn-action" disabled={isOff} onClick={copyPng}>
            <Icon name={copied ? 'check' : 'copy'} size={14} /> {copied ? 'Copied' : 'Copy picture'}
          </button>
        </div>
      </div>
    </Dialog>
  )
}

function widthOf(typed: string): number | undefined {
  const width = Math.round(Number(typed))
  return width >= LEAST_WIDTH_PX && width <= MOST_WIDTH_PX ? width : undefined
}

function tried(...[canvas, of, look]: Parameters<typeof paintPicture>): string | undefined {
  try {
    paintPicture(canvas, of, look)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Throws where the clipboard is refused, or takes no pictures. */
function untimedWrite(png: Blob): Promise<void> {
  return navigator.clipboard.write([new ClipboardItem({ 'image/png': png })])
}
