import { useEffect, useState } from 'react'
import { useAnnounce } from './announcer.tsx'
import { Icon, type IconName } from './icons.tsx'

interface CopyButtonProps {
  /** Asked for at the moment of copying. */
  readonly text: () => string
  readonly label: string
  /** Says what is copied where the label alone does not. */
  readonly ariaLabel?: string
  readonly icon?: IconName
  readonly className?: string
}

const SHOWN_FOR_MS = 1_600

/** Copies a text and says so, or says why it could not. */
export function CopyButton({ text, label, ariaLabel, icon = 'copy', className }: CopyButtonProps) {
  const [result, setResult] = useState<'copied' | 'refused'>()
  const announce = useAnnounce()
  useEffect(() => {
    if (result === undefined) return
    const timer = setTimeout(() => setResult(undefined), SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [result])
  const copy = () => {
    writeToClipboard(text()).then(
      () => {
        setResult('copied')
        announce('Copied')
      },
      () => {
        setResult('refused')
        announce('The browser refused access to the clipboard', 'assertive')
      },
    )
  }
  return (
    <button type="button" className={`sfn-action ${className ?? ''}`} aria-label={ariaLabel} onClick={copy}>
      <Icon name={result === 'copied' ? 'check' : icon} size={14} />
      {result === undefined ? label : result === 'copied' ? 'Copied' : 'Not allowed'}
    </button>
  )
}

/** The clipboard as browsers offer it; where they do not (a page on plain HTTP), by way of a selection. */
async function writeToClipboard(text: string): Promise<void> {
  // Undefined in an insecure context, whatever the types say.
  const clipboard: Clipboard | undefined = navigator.clipboard
  if (clipboard !== undefined && (await clipboard.writeText(text).then(isDone, isRefused))) return
  if (!copySelected(text)) throw new Error('no clipboard')
}

const isDone = () => true
const isRefused = () => false

/** Selects a text where nobody sees it and copies the selection: deprecated, and all that works without a secure context. */
function copySelected(text: string): boolean {
  const focused = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'sfn-hidden'
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return copied
}
