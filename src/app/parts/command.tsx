import { CopyButton } from '../../kit/copy-button.tsx'
import './command.css'

/** A command for a terminal, to copy. */
export function Command({ text }: { readonly text: string }) {
  return (
    <span className="sfn-command">
      <code className="sfn-mono">{text}</code>
      <CopyButton label="Copy" ariaLabel={`Copy ${text}`} text={() => text} />
    </span>
  )
}
