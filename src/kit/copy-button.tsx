import { useEffect, useState } from 'react'
import { useAnnounce } from './announcer.tsx'
import { Icon, type IconName } from './icons.tsx'
import { writeToClipboard } from './write-to-clipboard.ts'

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
